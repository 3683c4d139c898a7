import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalDatabase, openLocalDatabase } from './support/local-database.ts';
import { aKey, aTable, aTableWithIndex, createTable, type Item, put } from './support/tables.ts';

let local: LocalDatabase;

beforeAll(async () => {
  local = await openLocalDatabase();
  await createTable(local.client, aTable({ TableName: 'plain' }));
  await createTable(local.client, aTableWithIndex('indexed', { ProjectionType: 'ALL' }));
  await put(local.client, 'plain', sized('5k', 5 * 1024));
  await put(local.client, 'plain', sized('small', 100));
});

afterAll(() => local.dispose());

/** An item that weighs exactly so many bytes. */
function sized(sk: string, bytes: number): Item {
  const base = 'pk'.length + 'p'.length + 'sk'.length + sk.length + 'v'.length;
  return { ...aKey('p', sk), v: { S: 'x'.repeat(bytes - base) } };
}

const capacity = { ReturnConsumedCapacity: 'TOTAL' as const };
const byIndex = { ReturnConsumedCapacity: 'INDEXES' as const };

describe('reads use', () => {
  it.each([
    ['small', false, 0.5],
    ['small', true, 1],
    ['5k', false, 1],
    ['5k', true, 2],
    ['absent', false, 0.5],
  ])('for %s, consistent %s, %d units', async (sk, ConsistentRead, units) => {
    const answer = await local.client.send(
      new GetItemCommand({ TableName: 'plain', Key: aKey('p', sk), ConsistentRead, ...capacity }),
    );

    expect(answer.ConsumedCapacity).toEqual({ TableName: 'plain', CapacityUnits: units });
  });

  it('for a query the sum of what was read, rounded up once', async () => {
    const answer = await local.client.send(
      new QueryCommand({
        TableName: 'plain',
        KeyConditionExpression: 'pk = :p',
        ExpressionAttributeValues: { ':p': { S: 'p' } },
        ConsistentRead: true,
        ...byIndex,
      }),
    );

    expect(answer.ConsumedCapacity).toEqual({
      TableName: 'plain',
      CapacityUnits: 2,
      Table: { CapacityUnits: 2 },
    });
  });

  it('in a batch each item apart, in a transaction twice', async () => {
    const Keys = [aKey('p', '5k'), aKey('p', 'small')];
    const batch = await local.client.send(
      new BatchGetItemCommand({ RequestItems: { plain: { Keys } }, ...capacity }),
    );
    const transaction = await local.client.send(
      new TransactGetItemsCommand({
        TransactItems: Keys.map((Key) => ({ Get: { TableName: 'plain', Key } })),
        ...capacity,
      }),
    );

    expect(batch.ConsumedCapacity).toEqual([{ TableName: 'plain', CapacityUnits: 1.5 }]);
    expect(transaction.ConsumedCapacity).toEqual([
      { TableName: 'plain', CapacityUnits: 6, ReadCapacityUnits: 6 },
    ]);
  });
});

describe('a repeated transaction', () => {
  it('uses reads only', async () => {
    const command = new TransactWriteItemsCommand({
      ClientRequestToken: 'repeated',
      TransactItems: [{ Put: { TableName: 'plain', Item: sized('again', 2000) } }],
      ...capacity,
    });

    const first = await local.client.send(command);
    const second = await local.client.send(command);

    expect(first.ConsumedCapacity).toEqual([
      { TableName: 'plain', CapacityUnits: 4, WriteCapacityUnits: 4 },
    ]);
    expect(second.ConsumedCapacity).toEqual([
      { TableName: 'plain', CapacityUnits: 2, ReadCapacityUnits: 2 },
    ]);
  });
});

describe('writes use', () => {
  it('a unit per KB begun of the larger of old and new item', async () => {
    const first = await local.client.send(
      new PutItemCommand({ TableName: 'plain', Item: sized('w', 1024), ...capacity }),
    );
    const larger = await local.client.send(
      new PutItemCommand({ TableName: 'plain', Item: sized('w', 1025), ...capacity }),
    );
    const smaller = await local.client.send(
      new PutItemCommand({ TableName: 'plain', Item: sized('w', 10), ...capacity }),
    );
    const removed = await local.client.send(
      new DeleteItemCommand({ TableName: 'plain', Key: aKey('p', 'w'), ...capacity }),
    );
    const absent = await local.client.send(
      new DeleteItemCommand({ TableName: 'plain', Key: aKey('p', 'w'), ...capacity }),
    );

    const units = [first, larger, smaller, removed, absent].map(
      (answer) => answer.ConsumedCapacity?.CapacityUnits,
    );
    expect(units).toEqual([1, 2, 2, 1, 1]);
  });

  it('more for an index that has to follow', async () => {
    const item = { ...aKey('i', '1'), owner: { S: 'ann' }, rank: { S: 'a' } };
    const write = async (update: string, value: string) => {
      const answer = await local.client.send(
        new UpdateItemCommand({
          TableName: 'indexed',
          Key: aKey('i', '1'),
          UpdateExpression: update,
          ExpressionAttributeNames: { '#a': update.includes('#a') ? 'rank' : 'note' },
          ...(value === '' ? {} : { ExpressionAttributeValues: { ':v': { S: value } } }),
          ...byIndex,
        }),
      );
      return answer.ConsumedCapacity;
    };

    const inserted = await local.client.send(
      new PutItemCommand({ TableName: 'indexed', Item: item, ...byIndex }),
    );
    const same = await write('SET #a = :v', 'a');
    const moved = await write('SET #a = :v', 'b');
    const dropped = await write('REMOVE #a', '');

    const usage = (total: number, index: number) => ({
      TableName: 'indexed',
      CapacityUnits: total,
      Table: { CapacityUnits: 1 },
      GlobalSecondaryIndexes: { by_owner: { CapacityUnits: index } },
    });
    expect(inserted.ConsumedCapacity).toEqual(usage(2, 1));
    expect(same).toEqual({
      TableName: 'indexed',
      CapacityUnits: 1,
      Table: { CapacityUnits: 1 },
    });
    expect(moved).toEqual(usage(3, 2));
    expect(dropped).toEqual(usage(2, 1));
  });

  it('in a batch the sum by table, in a transaction twice', async () => {
    const batch = await local.client.send(
      new BatchWriteItemCommand({
        RequestItems: {
          plain: [
            { PutRequest: { Item: sized('b1', 1500) } },
            { PutRequest: { Item: sized('b2', 10) } },
          ],
        },
        ...capacity,
      }),
    );
    const transaction = await local.client.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName: 'plain', Item: sized('t1', 1500) } },
          { Put: { TableName: 'indexed', Item: aKey('t', '1') } },
        ],
        ...capacity,
      }),
    );

    expect(batch.ConsumedCapacity).toEqual([{ TableName: 'plain', CapacityUnits: 3 }]);
    expect(transaction.ConsumedCapacity).toEqual([
      { TableName: 'plain', CapacityUnits: 4, WriteCapacityUnits: 4 },
      { TableName: 'indexed', CapacityUnits: 2, WriteCapacityUnits: 2 },
    ]);
  });
});
