import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalDatabase, openLocalDatabase } from './support/local-database.ts';
import { aKey, aTable, createTable } from './support/tables.ts';

let local: LocalDatabase;

beforeAll(async () => {
  local = await openLocalDatabase();
  await createTable(local.client, aTable({ TableName: 'things' }));
});

afterAll(() => local.dispose());

async function answer(operation: string, input: unknown) {
  const { status, body } = await local
    .database()
    .answer(`DynamoDB_20120810.${operation}`, JSON.stringify(input));
  return { status, body: JSON.parse(body) as unknown };
}

describe('a field that is not implemented is refused by name', () => {
  const key = aKey('a', 'b');
  const table = { TableName: 'things' };

  it.each([
    ['PutItem', { ...table, Item: key, Expected: {} }, 'Expected of PutItem'],
    [
      'PutItem',
      { ...table, Item: key, ConditionalOperator: 'AND' },
      'ConditionalOperator of PutItem',
    ],
    ['UpdateItem', { ...table, Key: key, AttributeUpdates: {} }, 'AttributeUpdates of UpdateItem'],
    ['GetItem', { ...table, Key: key, AttributesToGet: ['pk'] }, 'AttributesToGet of GetItem'],
    ['Query', { ...table, KeyConditions: {} }, 'KeyConditions of Query'],
    ['Scan', { ...table, Segment: 0, TotalSegments: 2 }, 'Segment of Scan'],
    ['DescribeTable', { ...table, Surprise: 1 }, 'Surprise of DescribeTable'],
    [
      'CreateTable',
      { ...aTable({ TableName: 'tagged' }), Tags: [{ Key: 'a', Value: 'b' }] },
      'Tags of CreateTable',
    ],
    [
      'TransactWriteItems',
      { TransactItems: [{ Put: { ...table, Item: key, ReturnValues: 'ALL_OLD' } }] },
      'ReturnValues of Put',
    ],
    [
      'BatchGetItem',
      { RequestItems: { things: { Keys: [key], AttributesToGet: ['pk'] } } },
      'AttributesToGet of KeysAndAttributes',
    ],
  ])('%s %j', async (operation, input, field) => {
    expect(await answer(operation, input)).toEqual({
      status: 400,
      body: {
        __type: 'com.amazon.coral.validate#ValidationException',
        message: `The field ${field} is not implemented by the local DynamoDB`,
      },
    });
  });
});

describe('a request outside of the protocol', () => {
  const unknownOperation = {
    status: 400,
    body: { __type: 'com.amazon.coral.service#UnknownOperationException', message: '' },
  };

  it.each(['UpdateTable', 'ExecuteStatement', 'TagResource', 'constructor', ''])(
    'with the operation "%s" is unknown',
    async (operation) => {
      expect(await answer(operation, {})).toEqual(unknownOperation);
    },
  );

  it('of another API version is unknown', async () => {
    const { body } = await local.database().answer('DynamoDB_20111205.GetItem', '{}');

    expect(JSON.parse(body)).toEqual(unknownOperation.body);
  });

  it.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['a key that is a list', '{"TableName":"things","Key":[]}'],
    ['a number as text', '{"TableName":"things","Key":{"pk":{"S":1},"sk":{"S":"a"}}}'],
    ['bytes that are no base64', '{"TableName":"things","Key":{"pk":{"B":"%"},"sk":{"S":"a"}}}'],
    ['a flag as text', '{"TableName":"things","Key":{},"ConsistentRead":"yes"}'],
  ])('with %s is a serialization error', async (_, body) => {
    const result = await local.database().answer('DynamoDB_20120810.GetItem', body);

    expect(result.status).toBe(400);
    expect(result.body).toContain('com.amazon.coral.service#SerializationException');
  });

  it('with a null where a field may be absent is as without the field', async () => {
    const result = await answer('GetItem', {
      TableName: 'things',
      Key: aKey('a', 'b'),
      ProjectionExpression: null,
      AttributesToGet: null,
    });

    expect(result).toEqual({ status: 200, body: {} });
  });
});
