import {
  CreateTableCommand,
  DescribeTableCommand,
  ListTablesCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLocalDatabase } from './support/local-database.ts';
import type { LocalDatabase } from './support/local-database.ts';
import {
  aKey,
  aTable,
  aTableWithIndex,
  createTable,
  failure,
  put,
  read,
} from './support/tables.ts';

let local: LocalDatabase;

beforeEach(async () => {
  local = await openLocalDatabase();
});

afterEach(() => local.dispose());

const describeTable = async (name: string) =>
  (await local.client.send(new DescribeTableCommand({ TableName: name }))).Table;

describe('a table', () => {
  it('is described as it was made', async () => {
    await createTable(local.client, {
      ...aTableWithIndex('things', { ProjectionType: 'INCLUDE', NonKeyAttributes: ['note'] }),
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
      DeletionProtectionEnabled: true,
    });

    const table = await describeTable('things');

    expect(table).toMatchObject({
      TableName: 'things',
      TableStatus: 'ACTIVE',
      TableArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/things',
      CreationDateTime: new Date('2026-11-14T12:00:00Z'),
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by_owner',
          IndexStatus: 'ACTIVE',
          KeySchema: [
            { AttributeName: 'owner', KeyType: 'HASH' },
            { AttributeName: 'rank', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['note'] },
        },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
      DeletionProtectionEnabled: true,
    });
  });

  it('keeps count of its items and bytes, also over a restart', async () => {
    await createTable(local.client, aTableWithIndex('things', { ProjectionType: 'ALL' }));
    await put(local.client, 'things', { ...aKey('p', '1'), v: { S: 'four' } });
    await put(local.client, 'things', {
      ...aKey('p', '2'),
      owner: { S: 'ann' },
      rank: { S: 'a' },
    });
    const counted = {
      ItemCount: 2,
      TableSizeBytes: 11 + 19,
      GlobalSecondaryIndexes: [{ ItemCount: 1, IndexSizeBytes: 19 }],
    };

    expect(await describeTable('things')).toMatchObject(counted);
    await local.reopen();
    expect(await describeTable('things')).toMatchObject(counted);
    await put(local.client, 'things', { ...aKey('p', '1'), v: { S: 'longer' } });
    expect(await describeTable('things')).toMatchObject({ ItemCount: 2, TableSizeBytes: 32 });
  });

  it('satisfies the waiter of the SDK', async () => {
    await createTable(local.client, aTable({ TableName: 'things' }));

    const result = await waitUntilTableExists(
      { client: local.client, maxWaitTime: 60 },
      { TableName: 'things' },
    );

    expect(result.state).toBe('SUCCESS');
  });

  it('can not be made twice', async () => {
    await createTable(local.client, aTable({ TableName: 'things' }));

    const error = await failure(createTable(local.client, aTable({ TableName: 'things' })));

    expect(error).toEqual({
      name: 'ResourceInUseException',
      message: 'Table already exists: things',
    });
  });

  it('is there after a restart, with its items', async () => {
    await createTable(local.client, aTable({ TableName: 'things' }));
    await put(local.client, 'things', { ...aKey('p', '1'), v: { S: 'x' } });

    await local.reopen();

    expect(await read(local.client, 'things', aKey('p', '1'))).toEqual({
      ...aKey('p', '1'),
      v: { S: 'x' },
    });
  });

  it('may have provisioned throughput', async () => {
    await createTable(
      local.client,
      aTable({
        TableName: 'things',
        BillingMode: 'PROVISIONED',
        ProvisionedThroughput: { ReadCapacityUnits: 3, WriteCapacityUnits: 2 },
      }),
    );

    expect(await describeTable('things')).toMatchObject({
      ProvisionedThroughput: { ReadCapacityUnits: 3, WriteCapacityUnits: 2 },
    });
  });
});

describe('tables', () => {
  it('are listed in order, page by page', async () => {
    for (const name of ['ccc', 'aaa', 'bbb']) {
      await createTable(local.client, aTable({ TableName: name }));
    }

    const first = await local.client.send(new ListTablesCommand({ Limit: 2 }));
    const second = await local.client.send(
      new ListTablesCommand({ ExclusiveStartTableName: first.LastEvaluatedTableName }),
    );

    expect(first).toMatchObject({ TableNames: ['aaa', 'bbb'], LastEvaluatedTableName: 'bbb' });
    expect(second.TableNames).toEqual(['ccc']);
    expect(second.LastEvaluatedTableName).toBeUndefined();
  });
});

describe('a definition is refused', () => {
  const invalid = 'One or more parameter values were invalid: ';

  it.each<[string, Partial<CreateTableCommandInput>, string]>([
    [
      'with a name too short',
      { TableName: 'ab' },
      "1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
    ],
    [
      'with a name of foreign characters',
      { TableName: 'a/b/c' },
      "1 validation error detected: Value 'a/b/c' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
    ],
    [
      'with a key attribute that is not defined',
      {
        AttributeDefinitions: ['pk', 'other'].map((AttributeName) => ({
          AttributeName,
          AttributeType: 'S',
        })),
      },
      `${invalid}Some index key attributes are not defined in AttributeDefinitions. Keys: [pk, sk], AttributeDefinitions: [pk, other]`,
    ],
    [
      'with fewer attributes than key attributes',
      { AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }] },
      'Invalid KeySchema: Some index key attribute have no definition',
    ],
    [
      'with an attribute that is no key',
      {
        AttributeDefinitions: ['pk', 'sk', 'stray'].map((AttributeName) => ({
          AttributeName,
          AttributeType: 'S',
        })),
      },
      `${invalid}Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions`,
    ],
    [
      'with throughput for on-demand billing',
      { ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } },
      `${invalid}Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST`,
    ],
    [
      'without a billing',
      { BillingMode: undefined },
      `${invalid}ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED`,
    ],
    [
      'with a local index',
      {
        LocalSecondaryIndexes: [
          {
            IndexName: 'local',
            KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
      },
      'The field LocalSecondaryIndexes of CreateTable is not supported by the local DynamoDB',
    ],
  ])('%s', async (_, overrides, message) => {
    const input = { ...aTable({ TableName: 'things' }), ...overrides };

    const error = await failure(local.client.send(new CreateTableCommand(input)));

    expect(error).toEqual({ name: 'ValidationException', message });
  });
});
