import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { DescribeTableCommand, DescribeTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import type { TableDescription } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TaskTable } from '../../../infra/aws/storage/task-table.ts';
import { ensureTable, streamView } from '../../../infra/local/data/create-table.ts';
import { openLocalDatabase } from '../emulators/dynamodb/support/local-database.ts';
import type { LocalDatabase } from '../emulators/dynamodb/support/local-database.ts';
import { aKey, aTable, createTable, put } from '../emulators/dynamodb/support/tables.ts';

let local: LocalDatabase;

beforeEach(async () => {
  local = await openLocalDatabase();
});

afterEach(() => local.dispose());

interface Deployed {
  readonly KeySchema: unknown;
  readonly AttributeDefinitions: readonly unknown[];
  readonly BillingMode: string;
  readonly GlobalSecondaryIndexes: unknown;
  readonly StreamSpecification: { readonly StreamViewType: string };
  readonly TimeToLiveSpecification: unknown;
  readonly Replicas: readonly { readonly DeletionProtectionEnabled: boolean }[];
}

const deployedTable = (): Deployed => {
  const stack = new Stack(new App(), 'test', { env: { region: 'us-east-1' } });
  new TaskTable(stack, 'Tasks');
  const [found] = Object.values(
    Template.fromStack(stack).findResources('AWS::DynamoDB::GlobalTable'),
  );
  return (found as { readonly Properties: Deployed }).Properties;
};

const localTable = async (): Promise<TableDescription> => {
  await ensureTable(local.database().answer, 'test');
  const { Table = {} } = await local.client.send(new DescribeTableCommand({ TableName: 'test' }));
  return Table;
};

describe('the local table', () => {
  it('has the keys, the index, the billing and the protection of the deployed one', async () => {
    const deployed = deployedTable();
    const made = await localTable();

    expect(made.KeySchema).toEqual(deployed.KeySchema);
    expect(made.AttributeDefinitions).toHaveLength(deployed.AttributeDefinitions.length);
    expect(made.AttributeDefinitions).toEqual(
      expect.arrayContaining([...deployed.AttributeDefinitions]),
    );
    expect(made.BillingModeSummary?.BillingMode).toBe(deployed.BillingMode);
    expect(made.GlobalSecondaryIndexes).toMatchObject(
      deployed.GlobalSecondaryIndexes as Record<string, unknown>[],
    );
    expect(made.DeletionProtectionEnabled).toBe(deployed.Replicas[0]?.DeletionProtectionEnabled);
  });

  it('streams what the deployed one streams', async () => {
    const deployed = deployedTable().StreamSpecification;

    expect((await localTable()).StreamSpecification).toEqual({ StreamEnabled: true, ...deployed });
  });

  it('expires by the attribute of the deployed one', async () => {
    const deployed = deployedTable().TimeToLiveSpecification as object;
    await localTable();

    const { TimeToLiveDescription } = await local.client.send(
      new DescribeTimeToLiveCommand({ TableName: 'test' }),
    );

    expect({ ...TimeToLiveDescription, Enabled: true }).toMatchObject(deployed);
  });
});

describe('a record of the local stream', () => {
  it('shows an item as it is after a change, and the key alone of what is gone', async () => {
    await localTable();
    const key = aKey('a', 'b');
    const past = { N: String(local.clock.time / 1000 - 60) };
    await put(local.client, 'test', { ...key, v: { S: 'one' } });
    await put(local.client, 'test', { ...key, v: { S: 'two' } });
    await put(local.client, 'test', { ...key, v: { S: 'two' } });
    await put(local.client, 'test', { ...key, ttl: past });
    await local.database().sweepExpired();

    const records = await local.database().readChanges('0', 100);

    const shown = { Keys: key, StreamViewType: 'NEW_IMAGE' };
    expect(records).toMatchObject([
      { eventName: 'INSERT', dynamodb: { ...shown, NewImage: { ...key, v: { S: 'one' } } } },
      { eventName: 'MODIFY', dynamodb: { ...shown, NewImage: { ...key, v: { S: 'two' } } } },
      { eventName: 'MODIFY', dynamodb: { ...shown, NewImage: { ...key, ttl: past } } },
      {
        eventName: 'REMOVE',
        dynamodb: shown,
        userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
      },
    ]);
    expect(records.map(({ dynamodb }) => 'OldImage' in dynamodb)).toEqual(Array(4).fill(false));
    expect('NewImage' in (records[3]?.dynamodb ?? {})).toBe(false);
  });

  it('is as deployed in a folder that had another view, over a restart too', async () => {
    await createTable(
      local.client,
      aTable({
        TableName: 'test',
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
      }),
    );
    await put(local.client, 'test', { ...aKey('a', 'b'), v: { S: 'one' } });
    await local.database().setStreamView('test', streamView);
    await local.reopen();
    await put(local.client, 'test', { ...aKey('a', 'b'), v: { S: 'two' } });

    const records = await local.database().readChanges('0', 100);

    expect(records.map(({ dynamodb }) => dynamodb.StreamViewType)).toEqual([
      'NEW_AND_OLD_IMAGES',
      'NEW_IMAGE',
    ]);
    expect('OldImage' in (records[1]?.dynamodb ?? {})).toBe(false);
  });
});
