import { BatchGetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { LockStore } from '../../application/execution/execution-ports.ts';
import { AssetLock } from '../../domain/execution/asset-lock.ts';
import type { LockTaking } from '../../domain/execution/asset-lock.ts';
import { TransientFailure } from '../../domain/shared/errors.ts';
import type { OrgId } from '../../domain/shared/ids.ts';
import { backOff, isConditionFailure, translateStoreError } from './store-errors.ts';
import { fromItem, keyOf, partitions, toItem } from './table.ts';
import type { Item, Table } from './table.ts';

/** Requests in flight at once. */
const width = 20;
/** Most keys of one BatchGetItem. */
const batchSize = 100;
const maxAttempts = 10;

const lockKey = (org: OrgId, assetId: string) => ({
  pk: partitions.lock(org, assetId),
  sk: 'lock',
});

/** A lock taken on condition that nobody took it since: each taking gives a new fencing token. */
export const takenLock = (
  table: Table,
  org: OrgId,
  { from, to }: LockTaking,
): TransactWriteItem => ({
  Put: {
    TableName: table.name,
    Item: toItem(lockKey(org, to.asset_id), to),
    ...(from === null
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'fencing_token = :token',
          ExpressionAttributeValues: { ':token': { N: String(from.fencing_token) } },
        }),
  },
});

const inGroups = async <Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> => {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += width) {
    results.push(...(await Promise.all(items.slice(start, start + width).map(work))));
  }
  return results;
};

/** All items of the keys; what the store puts off is asked for again. */
const readBatch = async (table: Table, keys: readonly Item[]): Promise<readonly Item[]> => {
  const items: Item[] = [];
  let left = [...keys];
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt === maxAttempts) throw new TransientFailure('The store is too busy');
    if (attempt > 0) await backOff(attempt);
    try {
      const answer = await table.client.send(
        new BatchGetItemCommand({
          RequestItems: { [table.name]: { Keys: left, ConsistentRead: true } },
        }),
      );
      items.push(...(answer.Responses?.[table.name] ?? []));
      left = answer.UnprocessedKeys?.[table.name]?.Keys ?? [];
    } catch (error) {
      throw translateStoreError(error);
    }
  }
  return items;
};

/** Asset locks. A freed lock stays stored, so that its fencing token never repeats. */
export const makeLockStore = (table: Table): LockStore => ({
  read: async (org, assetIds) => {
    const keys = [...new Set(assetIds)].map((assetId) => keyOf(lockKey(org, assetId)));
    const locks = new Map<string, AssetLock>();
    for (let start = 0; start < keys.length; start += batchSize) {
      const items = await readBatch(table, keys.slice(start, start + batchSize));
      for (const lock of items.map((item) => fromItem(AssetLock, item))) {
        locks.set(lock.asset_id, lock);
      }
    }
    // A batch comes back in no order.
    return assetIds.flatMap((assetId) => locks.get(assetId) ?? []);
  },
  release: async ({ org_id: org, execution_id: id, assetIds, change }) => {
    await inGroups(assetIds, async (assetId) => {
      try {
        await table.client.send(
          new UpdateItemCommand({
            TableName: table.name,
            Key: keyOf(lockKey(org, assetId)),
            UpdateExpression: 'SET held_by = :nobody, leased_until = :past, last_change = :change',
            ConditionExpression: 'held_by = :holder',
            ExpressionAttributeValues: marshall({
              ':nobody': null,
              ':past': 0,
              ':holder': id,
              ':change': change,
            }),
          }),
        );
      } catch (error) {
        if (!isConditionFailure(error)) throw translateStoreError(error);
      }
    });
  },
});
