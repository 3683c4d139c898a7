import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLocalDatabase } from './support/local-database.ts';
import type { LocalDatabase } from './support/local-database.ts';
import { aKey, aTable, createTable, failure, read } from './support/tables.ts';
import type { Item } from './support/tables.ts';

let local: LocalDatabase;
const TableName = 'things';

beforeAll(async () => {
  local = await openLocalDatabase();
  await createTable(local.client, aTable({ TableName }));
});

afterAll(() => local.dispose());

const mismatch = 'The provided key element does not match the schema';
const emptyKey =
  'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk';
const cancelledBy = (codes: readonly string[], reasons: readonly object[]) => ({
  name: 'TransactionCanceledException',
  message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(', ')}]`,
  CancellationReasons: reasons,
});

const unfitKeys: readonly (readonly [string, Item])[] = [
  ['no attributes', {}],
  ['one attribute too few', { pk: { S: 'a' } }],
  ['one attribute too many', { ...aKey('a', 'b'), other: { S: 'c' } }],
  ['another type', { pk: { N: '5' }, sk: { S: 'b' } }],
  ['a list', { pk: { L: [{ S: 'x' }] }, sk: { S: 'b' } }],
];

const keyed: readonly (readonly [string, (Key: Item) => TransactWriteItem])[] = [
  ['Delete', (Key) => ({ Delete: { TableName, Key } })],
  [
    'Update',
    (Key) => ({
      Update: {
        TableName,
        Key,
        UpdateExpression: 'SET v = :v',
        ExpressionAttributeValues: { ':v': { S: 'x' } },
      },
    }),
  ],
  [
    'ConditionCheck',
    (Key) => ({
      ConditionCheck: { TableName, Key, ConditionExpression: 'attribute_not_exists(pk)' },
    }),
  ],
];

describe('a writing transaction', () => {
  it.each(keyed.flatMap(([name, make]) => unfitKeys.map(([what, Key]) => [name, what, make(Key)])))(
    'with a %s whose key has %s is cancelled for it, and writes nothing',
    async (_name, _what, action) => {
      const survivor = { Put: { TableName, Item: aKey('survivor', 'b') } };
      const request = new TransactWriteItemsCommand({
        TransactItems: [survivor, action as TransactWriteItem],
      });

      await expect(local.client.send(request)).rejects.toMatchObject(
        cancelledBy(
          ['None', 'ValidationError'],
          [{ Code: 'None' }, { Code: 'ValidationError', Message: mismatch }],
        ),
      );
      expect(await read(local.client, TableName, aKey('survivor', 'b'))).toBeUndefined();
    },
  );

  it.each([
    [
      'another type',
      { pk: { N: '5' }, sk: { S: 'b' } },
      'Type mismatch for key pk expected: S actual: N',
    ],
    ['no key', { sk: { S: 'b' } }, 'Missing the key pk in the item'],
  ])('with a Put of %s is cancelled for it', async (_, Item, why) => {
    const request = new TransactWriteItemsCommand({
      TransactItems: [{ Put: { TableName, Item } }],
    });

    await expect(local.client.send(request)).rejects.toMatchObject(
      cancelledBy(
        ['ValidationError'],
        [
          {
            Code: 'ValidationError',
            Message: `One or more parameter values were invalid: ${why}`,
          },
        ],
      ),
    );
  });

  it.each([
    ...keyed.map(([name, make]) => [name, make(aKey('', 'b'))] as const),
    ['Put', { Put: { TableName, Item: aKey('', 'b') } }] as const,
  ])('with a %s of an empty text for a key is refused as a whole', async (_, action) => {
    const request = new TransactWriteItemsCommand({ TransactItems: [action] });

    expect(await failure(local.client.send(request))).toEqual({
      name: 'ValidationException',
      message: emptyKey,
    });
  });
});
