import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLocalDatabase } from './support/local-database.ts';
import type { LocalDatabase } from './support/local-database.ts';
import { aKey, aTable, createTable, read } from './support/tables.ts';

let local: LocalDatabase;

beforeAll(async () => {
  local = await openLocalDatabase();
  await createTable(local.client, aTable({ TableName: 'things' }));
});

afterAll(() => local.dispose());

describe('an update of an item that is not there', () => {
  it('creates it with its key', async () => {
    await local.client.send(
      new UpdateItemCommand({ TableName: 'things', Key: aKey('fresh', '1') }),
    );

    expect(await read(local.client, 'things', aKey('fresh', '1'))).toEqual(aKey('fresh', '1'));
  });

  it('has no old attributes to return', async () => {
    const answer = await local.client.send(
      new UpdateItemCommand({
        TableName: 'things',
        Key: aKey('fresh', '2'),
        UpdateExpression: 'SET a = :v',
        ExpressionAttributeValues: { ':v': { N: '1' } },
        ReturnValues: 'ALL_OLD',
      }),
    );

    expect(answer.Attributes).toBeUndefined();
  });
});

describe('updates at the same time', () => {
  it('lose nothing', async () => {
    const increment = new UpdateItemCommand({
      TableName: 'things',
      Key: aKey('counter', '1'),
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    });

    await Promise.all(Array.from({ length: 200 }, () => local.client.send(increment)));

    const item = await read(local.client, 'things', aKey('counter', '1'));
    expect(item?.['n']).toEqual({ N: '200' });
  });
});
