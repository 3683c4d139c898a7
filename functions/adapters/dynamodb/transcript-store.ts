import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type * as z from 'zod';
import type { TranscriptStore } from '../../application/ports.ts';
import { AgentTurn, ToolInvocation } from '../../domain/tool/tool.ts';
import { itemsBelow, queryAll } from './query-all.ts';
import { isConditionFailure, translated, translateStoreError } from './store-errors.ts';
import { fromItem, keyOf, partitions, toItem } from './table.ts';
import type { Item, Key, Table } from './table.ts';

/** Stores the document unless the key is taken, and returns the one that stands. */
const putFirst = async <Schema extends z.ZodType<object>>(
  table: Table,
  key: Key,
  entry: { readonly schema: Schema; readonly document: z.output<Schema> },
): Promise<z.output<Schema>> => {
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: toItem({ ...key }, entry.document),
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return entry.document;
  } catch (error) {
    if (isConditionFailure(error) && error.Item) return fromItem(entry.schema, error.Item);
    throw translateStoreError(error);
  }
};

const turnKey = (turn: number): string => `turn#${String(turn).padStart(4, '0')}`;

/** Turns and tool calls of the agent loop: the first one stored under its key stands. */
export const makeTranscriptStore = (table: Table): TranscriptStore => ({
  putTurn: (org, id, turn) =>
    putFirst(
      table,
      { pk: partitions.task(org, id), sk: turnKey(turn.turn) },
      { schema: AgentTurn, document: turn },
    ),
  turns: async (org, id) => {
    const items = await queryAll(table, itemsBelow(partitions.task(org, id), 'turn#'));
    return items.map((item) => fromItem(AgentTurn, item));
  },
  putInvocation: (org, invocation) =>
    putFirst(
      table,
      { pk: partitions.task(org, invocation.task_id), sk: `invocation#${invocation.call_id}` },
      { schema: ToolInvocation, document: invocation },
    ),
  invocation: (org, id, callId) =>
    translated(async () => {
      const { Item } = await table.client.send(
        new GetItemCommand({
          TableName: table.name,
          Key: keyOf({ pk: partitions.task(org, id), sk: `invocation#${callId}` }),
          ConsistentRead: true,
        }),
      );
      return Item ? fromItem(ToolInvocation, Item) : null;
    }),
  invocations: async (org, id) => {
    const items: readonly Item[] = await queryAll(
      table,
      itemsBelow(partitions.task(org, id), 'invocation#'),
    );
    return items
      .map((item) => fromItem(ToolInvocation, item))
      .sort((a, b) => a.turn - b.turn || (a.call_id < b.call_id ? -1 : 1));
  },
});
