import {
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type {
  Advance,
  AdvanceResult,
  ExecutionStore,
} from '../../application/execution/execution-ports.ts';
import { Execution, ExecutionAsset, ExecutionControl } from '../../domain/execution/execution.ts';
import { TransientFailure } from '../../domain/shared/errors.ts';
import type { ExecutionRef } from '../../domain/shared/refs.ts';
import {
  lineKey,
  linePrefix,
  lineSortKey,
  newLine,
  nextVersion,
  openFence,
  replacedLine,
} from './execution-items.ts';
import { takenLock } from './lock-store.ts';
import { itemsBelow, queryAll } from './query-all.ts';
import {
  backOff,
  cancellationReasons,
  isConditionFailure,
  isPassingCancellation,
  translateStoreError,
} from './store-errors.ts';
import { fromItem, indexName, keyOf, partitions, toItem } from './table.ts';
import type { Item, Table } from './table.ts';

/** A transaction holds this many items. */
const mostItems = 100;
const maxAttempts = 12;

const HoldToken = z.strictObject({ token: z.string() });

const translated = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    throw translateStoreError(error);
  }
};

const read = (table: Table, ref: ExecutionRef, sk: string): Promise<Item | null> =>
  translated(async () => {
    const key = keyOf({ pk: partitions.execution(ref), sk });
    const { Item } = await table.client.send(
      new GetItemCommand({ TableName: table.name, Key: key, ConsistentRead: true }),
    );
    return Item ?? null;
  });

/** What a cancelled transaction says, or null when sending it again may help. */
const resultOf = (error: unknown, hasFence: boolean): AdvanceResult | null => {
  const failed = cancellationReasons(error).map(({ Code }) => Code === 'ConditionalCheckFailed');
  if (hasFence && failed[0]) return 'fence_closed';
  return failed.includes(true) ? 'moved' : null;
};

/**
 * Sends a step; where it collides with another transaction it is sent again with jitter, which
 * the SDK does not do.
 */
const advance = async (table: Table, step: Advance): Promise<AdvanceResult> => {
  const items: readonly TransactWriteItem[] = [
    ...(step.fence ? [openFence(table, step, step.fence)] : []),
    ...(step.locks ?? []).map((lock) => takenLock(table, step.org_id, lock)),
    ...step.lines.map((line) => replacedLine(table, step, line)),
    ...(step.visible ? [nextVersion(table, step)] : []),
  ];
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    try {
      await table.client.send(new TransactWriteItemsCommand({ TransactItems: [...items] }));
      return 'written';
    } catch (error) {
      const result = resultOf(error, step.fence !== undefined);
      if (result) return result;
      if (!isPassingCancellation(error)) throw translateStoreError(error);
      await backOff(attempt);
    }
  }
  throw new TransientFailure('The store is too busy');
};

const addOne = async (table: Table, ref: ExecutionRef, line: ExecutionAsset): Promise<void> => {
  try {
    await table.client.send(new PutItemCommand(newLine(table, ref, line)));
  } catch (error) {
    if (!isConditionFailure(error)) throw translateStoreError(error);
  }
};

/** All of a chunk at once, or one by one where some are there already. */
const addChunk = async (
  table: Table,
  ref: ExecutionRef,
  lines: readonly ExecutionAsset[],
): Promise<void> => {
  const puts = lines.map((line) => ({ Put: newLine(table, ref, line) }));
  try {
    await table.client.send(new TransactWriteItemsCommand({ TransactItems: puts }));
  } catch (error) {
    if (cancellationReasons(error).length === 0) throw translateStoreError(error);
    for (const line of lines) await addOne(table, ref, line);
  }
};

const linesOf = (items: readonly Item[]): readonly ExecutionAsset[] =>
  items.map((item) => fromItem(ExecutionAsset, item));

/** Executions with their control and ledger, on the one table. */
export const makeExecutionStore = (table: Table): ExecutionStore => ({
  get: async (ref) => {
    const item = await read(table, ref, 'execution');
    return item ? fromItem(Execution, item) : null;
  },
  ofTask: (ref) =>
    translated(async () => {
      const { Items } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: indexName,
          KeyConditionExpression: 'gsi1pk = :pk',
          ExpressionAttributeValues: { ':pk': { S: partitions.executionsOf(ref) } },
          ScanIndexForward: false,
        }),
      );
      return (Items ?? []).map((item) => fromItem(Execution, item));
    }),
  control: async (ref) => {
    const item = await read(table, ref, 'control');
    return item ? fromItem(ExecutionControl, item) : null;
  },
  lines: (ref, phaseIndex) =>
    translated(async () =>
      linesOf(await queryAll(table, itemsBelow(partitions.execution(ref), linePrefix(phaseIndex)))),
    ),
  linesBetween: (ref, { phase_index, first, last }) =>
    translated(async () =>
      linesOf(
        await queryAll(table, {
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
          ExpressionAttributeValues: {
            ':pk': { S: partitions.execution(ref) },
            ':first': { S: lineSortKey({ phase_index, ordinal: first }) },
            ':last': { S: lineSortKey({ phase_index, ordinal: last }) },
          },
          ConsistentRead: true,
        }),
      ),
    ),
  addLines: async (ref, lines) => {
    for (let start = 0; start < lines.length; start += mostItems) {
      await addChunk(table, ref, lines.slice(start, start + mostItems));
    }
  },
  advance: (step) => advance(table, step),
  countSample: async (ref, { line, number, healthy }) => {
    try {
      await table.client.send(
        new UpdateItemCommand({
          TableName: table.name,
          Key: keyOf(lineKey(ref, line)),
          UpdateExpression: 'ADD samples_taken :one, samples_failed :failed',
          ConditionExpression: 'samples_taken = :before',
          ExpressionAttributeValues: {
            ':one': { N: '1' },
            ':failed': { N: healthy ? '0' : '1' },
            ':before': { N: String(number - 1) },
          },
        }),
      );
    } catch (error) {
      if (!isConditionFailure(error)) throw translateStoreError(error);
    }
  },
  putHoldToken: (ref, token) =>
    translated(async () => {
      const keys = { pk: partitions.execution(ref), sk: 'token' };
      await table.client.send(
        new PutItemCommand({ TableName: table.name, Item: toItem(keys, { token }) }),
      );
    }),
  holdToken: async (ref) => {
    const item = await read(table, ref, 'token');
    return item ? fromItem(HoldToken, item).token : null;
  },
});
