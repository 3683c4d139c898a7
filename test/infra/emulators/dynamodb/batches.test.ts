import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLocalDatabase } from './support/local-database.ts';
import type { LocalDatabase } from './support/local-database.ts';
import { aKey, aTable, createTable, failure, put } from './support/tables.ts';
import type { Item } from './support/tables.ts';

let local: LocalDatabase;

beforeAll(async () => {
  local = await openLocalDatabase();
  await createTable(local.client, aTable({ TableName: 'first' }));
  await createTable(local.client, aTable({ TableName: 'second' }));
});

afterAll(() => local.dispose());

const keys = (count: number): Item[] =>
  Array.from({ length: count }, (_, n) => aKey('batch', String(n)));

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
