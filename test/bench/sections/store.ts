import type { AddressInfo } from 'node:net';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { ClassicLevel } from 'classic-level';
import dynalite from 'dynalite';
import { createLocalDynamoDb } from '../../../infra/emulators/dynamodb/local-dynamodb.ts';
import { newFolder } from '../folders.ts';
import { sampleMilliseconds } from '../measure.ts';
import type { Row, Section } from '../report.ts';

const TableName = 'bench';
const operationsEach = 1_000;
const warmUps = 200;
const pageSize = 25;
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

interface Store {
  readonly client: DynamoDBClient;
  readonly close: () => Promise<void>;
}

const openOurs = async (): Promise<Store> => {
  const level = new ClassicLevel(newFolder());
  const local = await createLocalDynamoDb({ level, clock: { now: () => Date.now() } });
  const { requestHandler } = local;
  return {
    client: new DynamoDBClient({ requestHandler, region: 'us-east-1', credentials }),
    close: async () => {
      await local.close();
      await level.close();
    },
  };
};

const openDynalite = async (): Promise<Store> => {
  // On disk, as ours is.
  const server = dynalite({ createTableMs: 0, path: newFolder() });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
  return {
    client,
    close: async () => {
      client.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};

const createTable = async ({ client }: Store): Promise<void> => {
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
  let status: string | undefined;
  while (status !== 'ACTIVE') {
    const answer = await client.send(new DescribeTableCommand({ TableName }));
    status = answer.Table?.TableStatus;
  }
};

const keyOf = (index: number) => ({
  pk: { S: `org#org-123#task#${Math.floor(index / 100)}` },
  sk: { S: `item#${String(index).padStart(6, '0')}` },
});

/** About a kilobyte, nested as the product's documents are. */
const itemOf = (index: number, version = 1): Record<string, AttributeValue> => ({
  ...keyOf(index),
  version: { N: String(version) },
  status: { S: 'pending_approval' },
  created_at: { S: '2026-01-01T00:00:00.000Z' },
  task_spec: {
    M: Object.fromEntries(
      Array.from({ length: 8 }, (_, field) => [
        `field_${field}`,
        { L: [{ S: 'a value of an ordinary length' }, { N: '12.5' }, { BOOL: true }] },
      ]),
    ),
  },
  evidence: { L: [{ S: 'e'.repeat(240) }] },
});

const conditionOnVersion = {
  ConditionExpression: '#version = :expected',
  ExpressionAttributeNames: { '#version': 'version' },
};

type Operation = (client: DynamoDBClient, index: number) => Promise<unknown>;

const operations: readonly { readonly name: string; readonly run: Operation }[] = [
  {
    name: 'PutItem',
    run: (client, index) => client.send(new PutItemCommand({ TableName, Item: itemOf(index) })),
  },
  {
    name: 'GetItem',
    run: (client, index) => client.send(new GetItemCommand({ TableName, Key: keyOf(index) })),
  },
  {
    name: 'UpdateItem on condition',
    run: (client, index) =>
      client.send(
        new UpdateItemCommand({
          TableName,
          Key: keyOf(index),
          UpdateExpression: 'SET #version = :next, task_spec.field_0 = :field',
          ...conditionOnVersion,
          ExpressionAttributeValues: {
            ':expected': { N: '1' },
            ':next': { N: '2' },
            ':field': { S: 'changed' },
          },
        }),
      ),
  },
  {
    name: `Query, page of ${pageSize}`,
    run: (client, index) =>
      client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': keyOf(index).pk },
          Limit: pageSize,
        }),
      ),
  },
];

const transactWrite: Operation = (client, index) =>
  client.send(
    new TransactWriteItemsCommand({
      TransactItems: [0, 1, 2, 3].map((part) => ({
        Put: {
          TableName,
          Item: itemOf(1_000_000 + index * 4 + part),
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      })),
    }),
  );

const perSecond = async ({ client }: Store, run: Operation): Promise<number> => {
  const samples = await sampleMilliseconds(operationsEach, (index) => run(client, index));
  return (1_000 * samples.length) / samples.reduce((sum, sample) => sum + sample, 0);
};

const compare = async (ours: Store, theirs: Store): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for (const { name, run } of operations) {
    const [own, other] = [await perSecond(ours, run), await perSecond(theirs, run)];
    rows.push({
      what: name,
      measured: `${own.toFixed(0)}/s`,
      ratio: `${(own / other).toFixed(2)}× dynalite (${other.toFixed(0)}/s)`,
      target: '≥ 1× dynalite',
      isMet: own >= other,
    });
  }
  const transactions = await perSecond(ours, transactWrite);
  const puts = Number(rows[0]?.measured.replace('/s', ''));
  rows.push({
    what: 'TransactWriteItems, four conditional puts',
    measured: `${transactions.toFixed(0)}/s`,
    ratio: `${((transactions * 4) / puts).toFixed(2)}× items of PutItem; dynalite has none`,
    target: '',
    isMet: null,
  });
  return rows;
};

export const storeSection: Section = {
  name: 'store',
  title: 'operations a second through the SDK client, one after another, items of 1 KB on disk',
  measure: async () => {
    const [ours, theirs] = [await openOurs(), await openDynalite()];
    try {
      for (const store of [ours, theirs]) {
        await createTable(store);
        for (const { run } of operations) {
          await sampleMilliseconds(warmUps, (index) => run(store.client, index));
        }
      }
      return await compare(ours, theirs);
    } finally {
      await ours.close();
      await theirs.close();
    }
  },
};
