import type { AddressInfo } from 'node:net';
import {
  BatchWriteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLocalDatabase } from '../support/local-database.ts';
import { aTableWithIndex, createTable } from '../support/tables.ts';
import { conditionCases } from './condition-cases.ts';
import { type ContractCase, outcomeOf } from './contract-case.ts';
import { differencesOfDynalite } from './differences-of-dynalite.ts';
import { queryCases } from './query-cases.ts';
import { updateCases } from './update-cases.ts';
import { valueCases } from './value-cases.ts';

const cases: readonly ContractCase[] = [
  ...valueCases,
  ...conditionCases,
  ...updateCases,
  ...queryCases,
];

interface Implementation {
  readonly client: DynamoDBClient;
  readonly dispose: () => Promise<void>;
}

async function openDynalite(): Promise<Implementation> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  const dispose = async (): Promise<void> => {
    client.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { client, dispose };
}

async function prepare(client: DynamoDBClient): Promise<void> {
  await createTable(client, aTableWithIndex('things', { ProjectionType: 'ALL' }));
  let status: string | undefined;
  while (status !== 'ACTIVE') {
    const answer = await client.send(new DescribeTableCommand({ TableName: 'things' }));
    status = answer.Table?.TableStatus;
  }
}

async function store(client: DynamoDBClient, { items }: ContractCase): Promise<void> {
  if (items.length === 0) return;
  const things = items.map((Item) => ({ PutRequest: { Item } }));
  await client.send(new BatchWriteItemCommand({ RequestItems: { things } }));
}

describe.each([
  ['the local DynamoDB', openLocalDatabase, new Map<string, { readonly outcome: unknown }>()],
  ['dynalite', openDynalite, differencesOfDynalite],
])('%s', (_, open, differences) => {
  let opened: Implementation;

  beforeAll(async () => {
    opened = await open();
    await prepare(opened.client);
  });

  afterAll(() => opened.dispose());

  it.each(cases.map((scenario) => [scenario.name, scenario] as const))(
    '%s',
    async (name, scenario) => {
      await store(opened.client, scenario);

      const outcome = await outcomeOf(scenario.run(opened.client));

      const difference = differences.get(name);
      expect(outcome).toEqual(difference === undefined ? scenario.expected : difference.outcome);
    },
  );
});

describe('the list of differences', () => {
  it('names each a case of the contract that expects something else', () => {
    for (const [name, { outcome }] of differencesOfDynalite) {
      const scenario = cases.find((candidate) => candidate.name === name);
      expect(scenario, name).toBeDefined();
      expect(outcome, name).not.toEqual(scenario?.expected);
    }
  });

  it('belongs to cases with names of their own', () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });
});
