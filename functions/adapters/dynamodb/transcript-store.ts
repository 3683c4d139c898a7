import {
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type * as z from 'zod';
import type { TranscriptStore } from '../../application/planning/planning-ports.ts';
import { TransientFailure } from '../../domain/shared/errors.ts';
import { AgentTurn, ToolInvocation } from '../../domain/tool/tool.ts';
import { counterWrites } from './counter-store.ts';
import { itemsBelow, queryAll } from './query-all.ts';
import {
  backOff,
  cancellationReasons,
  isConditionFailure,
  isPassingCancellation,
  translated,
  translateStoreError,
} from './store-errors.ts';
import { fromItem, keyOf, partitions, toItem } from './table.ts';
import type { Item, Key, Table } from './table.ts';
import type { CounterIncrement } from '../../domain/shared/changes.ts';

const maxAttempts = 10;

interface Entry<Schema extends z.ZodType<object>> {
  readonly schema: Schema;
  readonly document: z.output<Schema>;
}

/** A write on condition that the key is free; a taken one comes back with the error. */
const firstPut = (table: Table, key: Key, document: object) => ({
  TableName: table.name,
  Item: toItem({ ...key }, document),
  ConditionExpression: 'attribute_not_exists(pk)',
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
});

/** Stores the document unless the key is taken, and returns the one that stands. */
const putFirst = async <Schema extends z.ZodType<object>>(
  table: Table,
  key: Key,
  { schema, document }: Entry<Schema>,
): Promise<z.output<Schema>> => {
  try {
    await table.client.send(new PutItemCommand(firstPut(table, key, document)));
    return document;
  } catch (error) {
    if (isConditionFailure(error) && error.Item) return fromItem(schema, error.Item);
    throw translateStoreError(error);
  }
};

/** The same, and counts in one transaction with it. Counters are busy: a collision is sent again. */
const putFirstCounted = async <Schema extends z.ZodType<object>>(
  table: Table,
  key: Key,
  { schema, document, counted }: Entry<Schema> & { readonly counted: readonly CounterIncrement[] },
): Promise<z.output<Schema>> => {
  const items = [
    { Put: firstPut(table, key, document) },
    ...counterWrites(table, counted).map(({ item }) => item),
  ];
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    try {
      await table.client.send(new TransactWriteItemsCommand({ TransactItems: items }));
      return document;
    } catch (error) {
      const standing = cancellationReasons(error)[0]?.Item;
      if (standing) return fromItem(schema, standing);
      if (!isPassingCancellation(error)) throw translateStoreError(error);
      await backOff(attempt);
    }
  }
  throw new TransientFailure('The store is too busy');
};

const turnKey = (turn: number): string => `turn#${String(turn).padStart(4, '0')}`;

/** Turns and tool calls of the agent loop: the first one stored under its key stands. */
export const makeTranscriptStore = (table: Table): TranscriptStore => ({
  putTurn: (ref, turn) =>
    putFirst(
      table,
      { pk: partitions.task(ref), sk: turnKey(turn.turn) },
      { schema: AgentTurn, document: turn },
    ),
  turns: async (ref) => {
    const items = await queryAll(table, itemsBelow(partitions.task(ref), 'turn#'));
    return items.map((item) => fromItem(AgentTurn, item));
  },
  putInvocation: (org, invocation, counted = []) => {
    const key = {
      pk: partitions.task({ org_id: org, task_id: invocation.task_id }),
      sk: `invocation#${invocation.call_id}`,
    };
    const entry = { schema: ToolInvocation, document: invocation };
    return counted.length === 0
      ? putFirst(table, key, entry)
      : putFirstCounted(table, key, { ...entry, counted });
  },
  invocation: (ref, callId) =>
    translated(async () => {
      const { Item } = await table.client.send(
        new GetItemCommand({
          TableName: table.name,
          Key: keyOf({ pk: partitions.task(ref), sk: `invocation#${callId}` }),
          ConsistentRead: true,
        }),
      );
      return Item ? fromItem(ToolInvocation, Item) : null;
    }),
  invocations: async (ref) => {
    const items: readonly Item[] = await queryAll(
      table,
      itemsBelow(partitions.task(ref), 'invocation#'),
    );
    return items
      .map((item) => fromItem(ToolInvocation, item))
      .sort((a, b) => a.turn - b.turn || (a.call_id < b.call_id ? -1 : 1));
  },
});
