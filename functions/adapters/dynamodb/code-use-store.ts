import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { CodeUses } from '../../application/approval/approval-ports.ts';
import { Conflict } from '../../domain/shared/errors.ts';
import { Timestamp } from '../../domain/shared/ids.ts';
import { isConditionFailure, translated } from './store-errors.ts';
import { fromItem, keyOf, partitions } from './table.ts';
import type { Table } from './table.ts';
import type { GateRef } from '../../domain/shared/refs.ts';

const StoredUse = z.strictObject({
  wrong_tries: z.int().default(0),
  granted: z.array(z.strictObject({ message_id: z.string(), at: Timestamp })).default([]),
  grants: z.int().default(0),
});

const keyFor = (name: GateRef) => keyOf({ pk: partitions.gate(name), sk: 'use' });

type Change = Pick<
  UpdateItemCommandInput,
  'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeValues'
>;

/** False where the condition did not hold. */
const update = (table: Table, name: GateRef, change: Change): Promise<boolean> =>
  translated(async () => {
    try {
      await table.client.send(
        new UpdateItemCommand({ TableName: table.name, Key: keyFor(name), ...change }),
      );
      return true;
    } catch (error) {
      if (isConditionFailure(error)) return false;
      throw error;
    }
  });

/**
 * What was spent of a gate's codes, in an item of its own. A try is one update that the store puts
 * in order by itself: no try reads what another one writes, so none is ever lost or sent again.
 */
export const makeCodeUseStore = (table: Table): CodeUses => ({
  use: (name) =>
    translated(async () => {
      const { Item } = await table.client.send(
        new GetItemCommand({ TableName: table.name, Key: keyFor(name), ConsistentRead: true }),
      );
      return Item ? fromItem(StoredUse, Item) : { wrong_tries: 0, granted: [], grants: 0 };
    }),
  countTry: async (name, most) =>
    most > 0 &&
    update(table, name, {
      UpdateExpression: 'ADD wrong_tries :one',
      ConditionExpression: 'attribute_not_exists(wrong_tries) OR wrong_tries < :most',
      ExpressionAttributeValues: { ':one': { N: '1' }, ':most': { N: String(most) } },
    }),
  takeBackTry: async (name) => {
    await update(table, name, {
      UpdateExpression: 'ADD wrong_tries :less',
      ConditionExpression: 'wrong_tries > :none',
      ExpressionAttributeValues: { ':less': { N: '-1' }, ':none': { N: '0' } },
    });
  },
  keepGrant: async (name, { before, after }) => {
    const isKept = await update(table, name, {
      UpdateExpression: 'SET granted = :granted, grants = :after',
      ConditionExpression:
        before.grants === 0
          ? 'attribute_not_exists(grants) OR grants = :before'
          : 'grants = :before',
      ExpressionAttributeValues: marshall({
        ':granted': after.granted,
        ':before': before.grants,
        ':after': after.grants,
      }),
    });
    if (!isKept) throw new Conflict(`the codes of ${name.gate_id}`);
  },
});
