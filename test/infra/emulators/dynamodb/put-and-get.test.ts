import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLocalDatabase } from './support/local-database.ts';
import type { LocalDatabase } from './support/local-database.ts';
import { aKey, aTable, createTable, failure, put, read } from './support/tables.ts';
import type { Item } from './support/tables.ts';

let local: LocalDatabase;

beforeAll(async () => {
  local = await openLocalDatabase();
  await createTable(local.client, aTable({ TableName: 'things' }));
  await createTable(
    local.client,
    aTable({
      TableName: 'measures',
      AttributeDefinitions: [{ AttributeName: 'n', AttributeType: 'N' }],
      KeySchema: [{ AttributeName: 'n', KeyType: 'HASH' }],
    }),
  );
});

afterAll(() => local.dispose());

describe('items', () => {
  it('come back with every type as they were put', async () => {
    const item: Item = {
      ...aKey('types', '1'),
      text: { S: 'Grüße ✓' },
      empty: { S: '' },
      number: { N: '-12.5' },
      bytes: { B: new Uint8Array([0, 255, 7]) },
      yes: { BOOL: true },
      no: { BOOL: false },
      nothing: { NULL: true },
      map: { M: { deep: { L: [{ N: '1' }, { M: {} }, { L: [] }] } } },
      texts: { SS: ['b', 'a'] },
      numbers: { NS: ['1', '2.5'] },
      binaries: { BS: [new Uint8Array([1]), new Uint8Array([2])] },
    };

    await put(local.client, 'things', item);

    expect(await read(local.client, 'things', aKey('types', '1'))).toEqual(item);
  });

  it('may have attributes named like members of every object', async () => {
    const item: Item = {
      ...aKey('names', '1'),
      constructor: { S: 'a' },
      toString: { S: 'b' },
      ['__proto__']: { S: 'c' },
    };
    await put(local.client, 'things', item);

    const answer = await local.database().answer(
      'DynamoDB_20120810.UpdateItem',
      JSON.stringify({
        TableName: 'things',
        Key: aKey('names', '1'),
        UpdateExpression: 'SET #p = :p, #h = if_not_exists(#h, :h)',
        ExpressionAttributeNames: { '#p': '__proto__', '#h': 'hasOwnProperty' },
        ExpressionAttributeValues: { ':p': { S: 'd' }, ':h': { S: 'e' } },
        ReturnValues: 'ALL_NEW',
      }),
    );

    expect(answer.body).toBe(
      '{"Attributes":{"pk":{"S":"names"},"sk":{"S":"1"},"constructor":{"S":"a"},"toString":{"S":"b"},"__proto__":{"S":"d"},"hasOwnProperty":{"S":"e"}}}',
    );
  });

  it('that are not there answer without an item', async () => {
    expect(await read(local.client, 'things', aKey('absent', '1'))).toBeUndefined();
  });

  it('with equal numbers of other spelling are one item', async () => {
    await put(local.client, 'measures', { n: { N: '100' }, v: { S: 'first' } });
    await put(local.client, 'measures', { n: { N: '1E+2' }, v: { S: 'second' } });

    const item = await read(local.client, 'measures', { n: { N: '100.00' } });

    expect(item).toEqual({ n: { N: '100' }, v: { S: 'second' } });
  });

  it('return what they replace or lose where asked for', async () => {
    const item = { ...aKey('old', '1'), v: { N: '1' } };
    await put(local.client, 'things', item);

    const replaced = await local.client.send(
      new PutItemCommand({
        TableName: 'things',
        Item: { ...aKey('old', '1'), v: { N: '2' } },
        ReturnValues: 'ALL_OLD',
      }),
    );
    const removed = await local.client.send(
      new DeleteItemCommand({
        TableName: 'things',
        Key: aKey('old', '1'),
        ReturnValues: 'ALL_OLD',
      }),
    );
    const again = await local.client.send(
      new DeleteItemCommand({
        TableName: 'things',
        Key: aKey('old', '1'),
        ReturnValues: 'ALL_OLD',
      }),
    );

    expect(replaced.Attributes).toEqual(item);
    expect(removed.Attributes).toEqual({ ...aKey('old', '1'), v: { N: '2' } });
    expect(again.Attributes).toBeUndefined();
  });

  it('are projected by paths, list elements closing up in order', async () => {
    await put(local.client, 'things', {
      ...aKey('projected', '1'),
      map: { M: { a: { N: '1' }, b: { N: '2' } } },
      list: { L: [{ S: 'x' }, { S: 'y' }, { M: { k: { S: 'z' }, l: { S: 'w' } } }] },
    });

    const answer = await local.client.send(
      new GetItemCommand({
        TableName: 'things',
        Key: aKey('projected', '1'),
        ProjectionExpression: '#m.b, #l[2].k, #l[0], absent',
        ExpressionAttributeNames: { '#m': 'map', '#l': 'list' },
      }),
    );

    expect(answer.Item).toEqual({
      map: { M: { b: { N: '2' } } },
      list: { L: [{ S: 'x' }, { M: { k: { S: 'z' } } }] },
    });
  });
});

describe('an item at the edge', () => {
  it('of 400 KB is taken, of one byte more is not', async () => {
    const base = 'pk'.length + 'full'.length + 'sk'.length + '1'.length + 'v'.length;
    const itemOf = (bytes: number): Item => ({
      ...aKey('full', '1'),
      v: { S: 'x'.repeat(bytes - base) },
    });

    await put(local.client, 'things', itemOf(409_600));
    const error = await failure(put(local.client, 'things', itemOf(409_601)));

    expect(error.message).toBe('Item size has exceeded the maximum allowed size');
  });

  it('of more than 32 levels is refused', async () => {
    let value: Item[string] = { S: 'core' };
    for (let level = 0; level < 32; level += 1) value = { L: [value] };

    const error = await failure(put(local.client, 'things', { ...aKey('deep', '1'), v: value }));

    expect(error.message).toBe('Nesting Levels have exceeded supported limits');
  });
});

describe('keys in requests', () => {
  it.each<[string, Item]>([
    ['incomplete', { pk: { S: 'a' } }],
    ['with a stranger', { ...aKey('a', 'b'), other: { S: 'c' } }],
    ['of another type', { pk: { S: 'a' }, sk: { N: '1' } }],
  ])('%s are refused', async (_, key) => {
    const error = await failure(read(local.client, 'things', key));

    expect(error).toEqual({
      name: 'ValidationException',
      message: 'The provided key element does not match the schema',
    });
  });

  it('of an unknown table are refused', async () => {
    const error = await failure(read(local.client, 'nowhere', aKey('a', 'b')));

    expect(error).toEqual({
      name: 'ResourceNotFoundException',
      message: 'Requested resource not found',
    });
  });

  it('can not be changed by an update', async () => {
    const error = await failure(
      local.client.send(
        new UpdateItemCommand({
          TableName: 'things',
          Key: aKey('a', 'b'),
          UpdateExpression: 'SET sk = :v',
          ExpressionAttributeValues: { ':v': { S: 'c' } },
        }),
      ),
    );

    expect(error.message).toBe(
      'One or more parameter values were invalid: Cannot update attribute sk. This attribute is part of the key',
    );
  });
});
