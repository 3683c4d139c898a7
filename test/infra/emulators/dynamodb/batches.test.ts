import { BatchGetItemCommand, BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalDatabase, openLocalDatabase } from './support/local-database.ts';
import { aKey, aTable, createTable, failure, type Item, put, read } from './support/tables.ts';

let local: LocalDatabase;

beforeAll(async () => {
  local = await openLocalDatabase();
  await createTable(local.client, aTable({ TableName: 'first' }));
  await createTable(local.client, aTable({ TableName: 'second' }));
});

afterAll(() => local.dispose());

const putOf = (Item: Item) => ({ PutRequest: { Item } });
const keys = (count: number): Item[] =>
  Array.from({ length: count }, (_, n) => aKey('batch', String(n)));

describe('a batch write', () => {
  it('puts and deletes over several tables', async () => {
    await put(local.client, 'second', aKey('gone', '1'));

    const answer = await local.client.send(
      new BatchWriteItemCommand({
        RequestItems: {
          first: [putOf({ ...aKey('new', '1'), v: { S: 'x' } })],
          second: [{ DeleteRequest: { Key: aKey('gone', '1') } }, putOf(aKey('new', '2'))],
        },
      }),
    );

    expect(answer.UnprocessedItems).toEqual({});
    expect(await read(local.client, 'first', aKey('new', '1'))).toEqual({
      ...aKey('new', '1'),
      v: { S: 'x' },
    });
    expect(await read(local.client, 'second', aKey('gone', '1'))).toBeUndefined();
    expect(await read(local.client, 'second', aKey('new', '2'))).toEqual(aKey('new', '2'));
  });

  it('hands back what it did not get to', async () => {
    local.inject(() => ({ kind: 'partial', processed: 1 }));
    const requests = [putOf(aKey('late', '1')), putOf(aKey('late', '2'))];

    const answer = await local.client.send(
      new BatchWriteItemCommand({ RequestItems: { first: requests } }),
    );
    local.inject(undefined);

    expect(answer.UnprocessedItems).toEqual({ first: [putOf(aKey('late', '2'))] });
    expect(await read(local.client, 'first', aKey('late', '1'))).toBeDefined();
    expect(await read(local.client, 'first', aKey('late', '2'))).toBeUndefined();
  });

  it.each([
    [
      '26 entries',
      { first: keys(26).map(putOf) },
      'Too many items requested for the BatchWriteItem call',
    ],
    [
      'one item twice',
      { first: [putOf(aKey('a', '1')), { DeleteRequest: { Key: aKey('a', '1') } }] },
      'Provided list of item keys contains duplicates',
    ],
    [
      'nothing',
      {},
      "1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
  ])('refuses %s', async (_, RequestItems, message) => {
    const error = await failure(local.client.send(new BatchWriteItemCommand({ RequestItems })));

    expect(error).toEqual({ name: 'ValidationException', message });
  });
});

describe('a batch read', () => {
  it('answers what is there, projected, by table', async () => {
    await put(local.client, 'first', { ...aKey('r', '1'), v: { S: 'x' }, w: { S: 'y' } });
    await put(local.client, 'second', { ...aKey('r', '2'), v: { S: 'z' } });

    const answer = await local.client.send(
      new BatchGetItemCommand({
        RequestItems: {
          first: { Keys: [aKey('r', '1'), aKey('r', 'absent')], ProjectionExpression: 'v' },
          second: { Keys: [aKey('r', '2')], ConsistentRead: true },
        },
      }),
    );

    expect(answer.Responses).toEqual({
      first: [{ v: { S: 'x' } }],
      second: [{ ...aKey('r', '2'), v: { S: 'z' } }],
    });
    expect(answer.UnprocessedKeys).toEqual({});
  });

  it('answers 16 MB at most and hands back the other keys', async () => {
    const heavy = keys(45);
    for (const key of heavy) {
      await put(local.client, 'second', { ...key, v: { S: 'x'.repeat(400_000) } });
    }

    const first = await local.client.send(
      new BatchGetItemCommand({ RequestItems: { second: { Keys: heavy } } }),
    );
    const second = await local.client.send(
      new BatchGetItemCommand({ RequestItems: first.UnprocessedKeys }),
    );

    expect(first.Responses?.['second']).toHaveLength(41);
    expect(first.UnprocessedKeys?.['second']?.Keys).toEqual(heavy.slice(41));
    expect(second.Responses?.['second']).toHaveLength(4);
  });

  it.each([
    ['101 keys', keys(101), 'Too many items requested for the BatchGetItem call'],
    [
      'one key twice',
      [aKey('a', '1'), aKey('a', '1')],
      'Provided list of item keys contains duplicates',
    ],
  ])('refuses %s', async (_, Keys, message) => {
    const error = await failure(
      local.client.send(new BatchGetItemCommand({ RequestItems: { first: { Keys } } })),
    );

    expect(error).toEqual({ name: 'ValidationException', message });
  });
});
