import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { LockStore } from '../../application/execution-ports.ts';
import { AssetLock } from '../../domain/execution/asset-lock.ts';
import type { LockTaking } from '../../domain/execution/asset-lock.ts';
import type { OrgId } from '../../domain/shared/ids.ts';
import { isConditionFailure, translateStoreError } from './store-errors.ts';
import { fromItem, keyOf, partitions, toItem } from './table.ts';
import type { Table } from './table.ts';

/** Requests in flight at once. */
const width = 20;

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

/** Asset locks. A freed lock stays stored, so that its fencing token never repeats. */
export const makeLockStore = (table: Table): LockStore => ({
  read: async (org, assetIds) => {
    const locks = await inGroups(assetIds, async (assetId) => {
      try {
        const { Item } = await table.client.send(
          new GetItemCommand({
            TableName: table.name,
            Key: keyOf(lockKey(org, assetId)),
            ConsistentRead: true,
          }),
        );
        return Item ? fromItem(AssetLock, Item) : null;
      } catch (error) {
        throw translateStoreError(error);
      }
    });
    return locks.filter((lock) => lock !== null);
  },
  release: async (org, id, assetIds) => {
    await inGroups(assetIds, async (assetId) => {
      try {
        await table.client.send(
          new UpdateItemCommand({
            TableName: table.name,
            Key: keyOf(lockKey(org, assetId)),
            UpdateExpression: 'SET held_by = :nobody, leased_until = :past',
            ConditionExpression: 'held_by = :holder',
            ExpressionAttributeValues: {
              ':nobody': { NULL: true },
              ':past': { N: '0' },
              ':holder': { S: id },
            },
          }),
        );
      } catch (error) {
        if (!isConditionFailure(error)) throw translateStoreError(error);
      }
    });
  },
});
