import {
  CreateTableCommand,
  DescribeTableCommand,
  ListTablesCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import type { CreateTableCommandInput, GlobalSecondaryIndex } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLocalDatabase } from './support/local-database.ts';
import type { LocalDatabase } from './support/local-database.ts';
import { aTable, createTable, failure } from './support/tables.ts';

let local: LocalDatabase;

beforeAll(async () => {
  local = await openLocalDatabase();
  await createTable(local.client, aTable({ TableName: 'things' }));
});

afterAll(() => local.dispose());

const attributes = (...names: readonly string[]) =>
  names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const }));

const anIndex = (more: Partial<GlobalSecondaryIndex> = {}): GlobalSecondaryIndex => ({
  IndexName: 'by_owner',
  KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
  Projection: { ProjectionType: 'ALL' },
  ...more,
});

const units = { ReadCapacityUnits: 5, WriteCapacityUnits: 6 };
const ownUnits = { ReadCapacityUnits: 7, WriteCapacityUnits: 8 };

const indexed = (more: Partial<CreateTableCommandInput> = {}): CreateTableCommandInput => ({
  TableName: 'indexed',
  AttributeDefinitions: attributes('pk', 'owner'),
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  GlobalSecondaryIndexes: [anIndex()],
  BillingMode: 'PAY_PER_REQUEST',
  ...more,
});

const tableNames = async () => (await local.client.send(new ListTablesCommand({}))).TableNames;

describe('the throughput of an index', () => {
  it('is its own, and is there after a restart', async () => {
    await createTable(
      local.client,
      indexed({
        TableName: 'provisioned',
        BillingMode: 'PROVISIONED',
        ProvisionedThroughput: units,
        GlobalSecondaryIndexes: [anIndex({ ProvisionedThroughput: ownUnits })],
      }),
    );
    await local.reopen();

    const { Table } = await local.client.send(
      new DescribeTableCommand({ TableName: 'provisioned' }),
    );

    expect(Table?.ProvisionedThroughput).toMatchObject(units);
    expect(Table?.GlobalSecondaryIndexes?.[0]?.ProvisionedThroughput).toMatchObject(ownUnits);
  });

  it('of an on-demand table is none', async () => {
    await createTable(local.client, indexed({ TableName: 'on_demand' }));

    const { Table } = await local.client.send(new DescribeTableCommand({ TableName: 'on_demand' }));

    expect(Table?.GlobalSecondaryIndexes?.[0]?.ProvisionedThroughput).toMatchObject({
      ReadCapacityUnits: 0,
      WriteCapacityUnits: 0,
    });
  });
});

const invalid = 'One or more parameter values were invalid: ';
const constraint = (...faults: readonly string[]): string =>
  `${faults.length} validation error${faults.length === 1 ? '' : 's'} detected: ${faults.join('; ')}`;
const tooShort = (place: string, least = 1, value = '') =>
  `Value '${value}' at '${place}' failed to satisfy constraint: Member must have length greater than or equal to ${least}`;
const isNull = (place: string) =>
  `Value null at '${place}' failed to satisfy constraint: Member must not be null`;
const tooSmall = (place: string) =>
  `Value '0' at '${place}' failed to satisfy constraint: Member must have value greater than or equal to 1`;
const outsideOf = (value: string, place: string, set: string) =>
  `Value '${value}' at '${place}' failed to satisfy constraint: Member must satisfy enum value set: [${set}]`;

const provisioned = { BillingMode: 'PROVISIONED', ProvisionedThroughput: units } as const;

describe('a table is refused', () => {
  it.each<[string, Partial<CreateTableCommandInput>, string]>([
    [
      'on demand, with an index of its own throughput',
      { GlobalSecondaryIndexes: [anIndex({ ProvisionedThroughput: ownUnits })] },
      `${invalid}ProvisionedThroughput should not be specified for index: by_owner when BillingMode is PAY_PER_REQUEST`,
    ],
    [
      'provisioned, with an index without throughput',
      provisioned,
      `${invalid}ProvisionedThroughput is not specified for index: by_owner`,
    ],
    [
      'with a throughput of zero',
      {
        ...provisioned,
        GlobalSecondaryIndexes: [
          anIndex({ ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 1 } }),
        ],
      },
      constraint(
        tooSmall('globalSecondaryIndexes.1.member.provisionedThroughput.readCapacityUnits'),
      ),
    ],
    [
      'with half a throughput',
      {
        ...provisioned,
        GlobalSecondaryIndexes: [
          anIndex({
            ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: undefined },
          }),
        ],
      },
      constraint(
        isNull('globalSecondaryIndexes.1.member.provisionedThroughput.writeCapacityUnits'),
      ),
    ],
    [
      'with an attribute without a name',
      { AttributeDefinitions: attributes('pk', '', 'owner') },
      constraint(tooShort('attributeDefinitions.2.member.attributeName')),
    ],
    [
      'with a key without a name',
      { KeySchema: [{ AttributeName: '', KeyType: 'HASH' }] },
      constraint(tooShort('keySchema.1.member.attributeName')),
    ],
    [
      'with an attribute and a key without names',
      {
        AttributeDefinitions: attributes('', 'owner'),
        KeySchema: [{ AttributeName: '', KeyType: 'HASH' }],
      },
      constraint(
        tooShort('attributeDefinitions.1.member.attributeName'),
        tooShort('keySchema.1.member.attributeName'),
      ),
    ],
    [
      'with an index key without a name',
      {
        GlobalSecondaryIndexes: [anIndex({ KeySchema: [{ AttributeName: '', KeyType: 'HASH' }] })],
      },
      constraint(tooShort('globalSecondaryIndexes.1.member.keySchema.1.member.attributeName')),
    ],
    [
      'with a projected attribute without a name',
      {
        GlobalSecondaryIndexes: [
          anIndex({ Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [''] } }),
        ],
      },
      constraint(tooShort('globalSecondaryIndexes.1.member.projection.nonKeyAttributes.1.member')),
    ],
    [
      'with an index name of two characters',
      { GlobalSecondaryIndexes: [anIndex({ IndexName: 'g1' })] },
      constraint(tooShort('globalSecondaryIndexes.1.member.indexName', 3, 'g1')),
    ],
    [
      'with an attribute type that there is not',
      { AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'X' as 'S' }] },
      constraint(outsideOf('X', 'attributeDefinitions.1.member.attributeType', 'B, N, S')),
    ],
    [
      'with a key type that there is not',
      { KeySchema: [{ AttributeName: 'pk', KeyType: 'INVALID' as 'HASH' }] },
      constraint(outsideOf('INVALID', 'keySchema.1.member.keyType', 'HASH, RANGE')),
    ],
    [
      'with a view that there is not',
      { StreamSpecification: { StreamEnabled: true, StreamViewType: 'X' as 'KEYS_ONLY' } },
      constraint(
        outsideOf(
          'X',
          'streamSpecification.streamViewType',
          'OLD_IMAGE, KEYS_ONLY, NEW_AND_OLD_IMAGES, NEW_IMAGE',
        ),
      ),
    ],
    [
      'with a view of a stream that is off',
      { StreamSpecification: { StreamEnabled: false, StreamViewType: 'NEW_IMAGE' } },
      `${invalid}StreamViewType is only for a stream that is enabled`,
    ],
    ['without key attributes', { KeySchema: [] }, constraint(tooShort('keySchema', 1, '[]'))],
    [
      'with three key attributes',
      {
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
          { AttributeName: 'extra', KeyType: 'RANGE' },
        ],
      },
      constraint(
        "Value '[KeySchemaElement(attributeName=pk, keyType=HASH), KeySchemaElement(attributeName=sk, keyType=RANGE), KeySchemaElement(attributeName=extra, keyType=RANGE)]' at 'keySchema' failed to satisfy constraint: Member must have length less than or equal to 2",
      ),
    ],
    [
      'with an attribute twice in the key',
      {
        AttributeDefinitions: attributes('pk'),
        GlobalSecondaryIndexes: undefined,
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'pk', KeyType: 'RANGE' },
        ],
      },
      'Invalid KeySchema: Some index key attribute have no definition',
    ],
    [
      'with an attribute that is defined twice',
      { AttributeDefinitions: attributes('pk', 'owner', 'pk') },
      `${invalid}Attribute Name is duplicated: pk`,
    ],
    [
      'with an attribute that no key and no index uses',
      { AttributeDefinitions: attributes('pk', 'owner', 'stray') },
      `${invalid}Some AttributeDefinitions are not used. AttributeDefinitions: [pk, owner, stray], keys used: [pk, owner]`,
    ],
    [
      'with a list of no indexes',
      { AttributeDefinitions: attributes('pk'), GlobalSecondaryIndexes: [] },
      `${invalid}List of GlobalSecondaryIndexes is empty`,
    ],
  ])('%s', async (_, more, message) => {
    const before = await tableNames();

    const error = await failure(local.client.send(new CreateTableCommand(indexed(more))));

    expect(error).toEqual({ name: 'ValidationException', message });
    expect(await tableNames()).toEqual(before);
  });
});

describe('a time to live is refused', () => {
  it.each<[string, { Enabled?: boolean; AttributeName?: string }, string]>([
    [
      'of an attribute without a name',
      { Enabled: true, AttributeName: '' },
      constraint(tooShort('timeToLiveSpecification.attributeName')),
    ],
    [
      'without an attribute',
      { Enabled: true },
      constraint(isNull('timeToLiveSpecification.attributeName')),
    ],
    [
      'that is neither on nor off',
      { AttributeName: 'ttl' },
      constraint(isNull('timeToLiveSpecification.enabled')),
    ],
  ])('%s', async (_, specification, message) => {
    const request = new UpdateTimeToLiveCommand({
      TableName: 'things',
      TimeToLiveSpecification: specification as { Enabled: boolean; AttributeName: string },
    });

    expect(await failure(local.client.send(request))).toEqual({
      name: 'ValidationException',
      message,
    });
  });
});
