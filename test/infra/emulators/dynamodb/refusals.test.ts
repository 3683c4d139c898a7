import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLocalDatabase } from './support/local-database.ts';
import type { LocalDatabase } from './support/local-database.ts';
import { aKey, aTable, createTable } from './support/tables.ts';

let local: LocalDatabase;

beforeAll(async () => {
  local = await openLocalDatabase();
  await createTable(local.client, aTable({ TableName: 'things' }));
});

afterAll(() => local.dispose());

const answer = async (operation: string, input: unknown) => {
  const { status, body } = await local
    .database()
    .answer(`DynamoDB_20120810.${operation}`, JSON.stringify(input));
  return { status, body: JSON.parse(body) as unknown };
};

describe('a field that is not supported is refused by name', () => {
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
    [
      'GetItem',
      { ...table, Key: key, ReturnConsumedCapacity: 'TOTAL' },
      'ReturnConsumedCapacity of GetItem',
    ],
    [
      'PutItem',
      { ...table, Item: key, ReturnItemCollectionMetrics: 'SIZE' },
      'ReturnItemCollectionMetrics of PutItem',
    ],
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
        message: `The field ${field} is not supported by the local DynamoDB`,
      },
    });
  });
});

describe('a field that nobody knows', () => {
  const table = { TableName: 'things' };
  const keyed = { ...table, Key: aKey('a', 'b') };
  const made = aTable({ TableName: 'made' });
  const put = { ...table, Item: aKey('a', 'b') };

  it.each<[string, object, string]>([
    ['BatchGetItem', { RequestItems: {}, X: 1 }, 'BatchGetItem'],
    ['CreateTable', { ...made, X: 1 }, 'CreateTable'],
    [
      'CreateTable',
      { ...made, StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY', X: 1 } },
      'StreamSpecification',
    ],
    ['DeleteItem', { ...keyed, X: 1 }, 'DeleteItem'],
    ['DescribeTable', { ...table, X: 1 }, 'DescribeTable'],
    ['DescribeTimeToLive', { ...table, X: 1 }, 'DescribeTimeToLive'],
    ['GetItem', { ...keyed, X: 1 }, 'GetItem'],
    ['ListTables', { X: 1 }, 'ListTables'],
    ['PutItem', { ...put, X: 1 }, 'PutItem'],
    ['PutItem', { ...table, Item: { ...aKey('a', 'b'), v: { S: 'x', X: 1 } } }, 'AttributeValue'],
    ['Query', { ...table, X: 1 }, 'Query'],
    ['Scan', { ...table, X: 1 }, 'Scan'],
    ['TransactWriteItems', { TransactItems: [], X: 1 }, 'TransactWriteItems'],
    ['TransactWriteItems', { TransactItems: [{ X: 1 }] }, 'TransactWriteItem'],
    ['TransactWriteItems', { TransactItems: [{ Put: { ...put, X: 1 } }] }, 'Put'],
    ['TransactWriteItems', { TransactItems: [{ Delete: { ...keyed, X: 1 } }] }, 'Delete'],
    ['TransactWriteItems', { TransactItems: [{ Update: { ...keyed, X: 1 } }] }, 'Update'],
    [
      'TransactWriteItems',
      { TransactItems: [{ ConditionCheck: { ...keyed, X: 1 } }] },
      'ConditionCheck',
    ],
    ['UpdateItem', { ...keyed, X: 1 }, 'UpdateItem'],
    ['UpdateTimeToLive', { ...table, X: 1 }, 'UpdateTimeToLive'],
    [
      'UpdateTimeToLive',
      { ...table, TimeToLiveSpecification: { Enabled: true, AttributeName: 't', X: 1 } },
      'TimeToLiveSpecification',
    ],
  ])('%s %j is refused by name', async (operation, input, where) => {
    expect(await answer(operation, input)).toEqual({
      status: 400,
      body: {
        __type: 'com.amazon.coral.validate#ValidationException',
        message: `The field X of ${where} is not supported by the local DynamoDB`,
      },
    });
    expect(await answer('Scan', table)).toMatchObject({ body: { Count: 0 } });
  });
});

describe('a request outside of the protocol', () => {
  const unknownOperation = {
    status: 400,
    body: { __type: 'com.amazon.coral.service#UnknownOperationException', message: '' },
  };

  it.each([
    'UpdateTable',
    'DeleteTable',
    'BatchWriteItem',
    'TransactGetItems',
    'ExecuteStatement',
    'TagResource',
    'constructor',
    '',
  ])('with the operation "%s" is unknown', async (operation) => {
    expect(await answer(operation, {})).toEqual(unknownOperation);
  });

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
