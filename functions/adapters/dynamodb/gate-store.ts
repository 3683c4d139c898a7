import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { GateStore } from '../../application/approval/approval-ports.ts';
import { Gate } from '../../domain/approval/gate.ts';
import { Conflict } from '../../domain/shared/errors.ts';
import { isConditionFailure, translateStoreError } from './store-errors.ts';
import { fromItem, keyOf, partitions, toItem } from './table.ts';
import type { Item, Table } from './table.ts';
import type { GateRef } from '../../domain/shared/refs.ts';

/** The tokens of a gate's waits, oldest first. It leaves this item for the workflow service only. */
const StoredTokens = z.strictObject({
  attempt: z.int().min(1),
  tokens: z.array(z.string()),
});
type StoredTokens = z.infer<typeof StoredTokens>;

/** More attempts than the machine's retries make at one wait. */
const keptTokens = 8;
const maxTries = 5;

const read = async (table: Table, name: GateRef, sk: string): Promise<Item | null> => {
  try {
    const { Item } = await table.client.send(
      new GetItemCommand({
        TableName: table.name,
        Key: keyOf({ pk: partitions.gate(name), sk }),
        ConsistentRead: true,
      }),
    );
    return Item ?? null;
  } catch (error) {
    throw translateStoreError(error);
  }
};

const readTokens = async (table: Table, name: GateRef): Promise<StoredTokens | null> => {
  const item = await read(table, name, 'token');
  return item && fromItem(StoredTokens, item);
};

const putTokens = async (
  table: Table,
  name: GateRef,
  change: { readonly before: StoredTokens | null; readonly after: StoredTokens },
): Promise<boolean> => {
  const keys = { pk: partitions.gate(name), sk: 'token' };
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: toItem(keys, change.after),
        ...(change.before === null
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'attempt = :attempt',
              ExpressionAttributeValues: { ':attempt': { N: String(change.before.attempt) } },
            }),
      }),
    );
    return true;
  } catch (error) {
    if (isConditionFailure(error)) return false;
    throw translateStoreError(error);
  }
};

/** Gates as the unit of work wrote them, and beside each the tokens of its waits. */
export const makeGateStore = (table: Table): GateStore => ({
  get: async (name) => {
    const item = await read(table, name, 'gate');
    return item && fromItem(Gate, item);
  },
  keepToken: async (name, token) => {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const before = await readTokens(table, name);
      if (before?.tokens.includes(token)) return;
      const after = {
        attempt: (before?.attempt ?? 0) + 1,
        tokens: [...(before?.tokens ?? []), token].slice(-keptTokens),
      };
      if (await putTokens(table, name, { before, after })) return;
    }
    throw new Conflict(`the token of ${name.gate_id}`);
  },
  tokens: async (name) => [...((await readTokens(table, name))?.tokens ?? [])].reverse(),
});
