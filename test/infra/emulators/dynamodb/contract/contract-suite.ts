import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aTableWithIndex, createTable, put } from '../support/tables.ts';
import { conditionCases } from './condition-cases.ts';
import { outcomeOf } from './contract-case.ts';
import type { ContractCase } from './contract-case.ts';
import type { Differences } from './differences.ts';
import { expiryCases } from './expiry-cases.ts';
import { pageCases } from './page-cases.ts';
import { queryCases } from './query-cases.ts';
import { returnedItemCases } from './returned-item-cases.ts';
import { transactionCases } from './transaction-cases.ts';
import { updateCases } from './update-cases.ts';
import { valueCases } from './value-cases.ts';

/** What every implementation has. */
export const commonCases: readonly ContractCase[] = [
  ...valueCases,
  ...conditionCases,
  ...updateCases,
  ...queryCases,
  ...pageCases,
];

/** With what dynalite lacks: transactions, time to live, the stored item on a failed condition. */
export const allCases: readonly ContractCase[] = [
  ...commonCases,
  ...transactionCases,
  ...expiryCases,
  ...returnedItemCases,
];

export interface Implementation {
  readonly client: DynamoDBClient;
  readonly dispose: () => Promise<void>;
}

/** A server under test has this long to start, on a machine that has other things to do as well. */
const startMilliseconds = 120_000;

const prepare = async (client: DynamoDBClient): Promise<void> => {
  await createTable(client, aTableWithIndex('things', { ProjectionType: 'ALL' }));
  let status: string | undefined;
  while (status !== 'ACTIVE') {
    const answer = await client.send(new DescribeTableCommand({ TableName: 'things' }));
    status = answer.Table?.TableStatus;
  }
};

const store = async (client: DynamoDBClient, { items }: ContractCase): Promise<void> => {
  for (const item of items) await put(client, 'things', item);
};

/** Runs the cases against an implementation; where a difference is listed, it must be that one. */
export const describeContract = (
  title: string,
  open: () => Promise<Implementation>,
  { cases, differences }: { cases: readonly ContractCase[]; differences: Differences },
): void => {
  describe(title, () => {
    let opened: Implementation | undefined;

    beforeAll(async () => {
      opened = await open();
      await prepare(opened.client);
    }, startMilliseconds);

    afterAll(() => opened?.dispose());

    it.each(cases.map((scenario) => [scenario.name, scenario] as const))(
      '%s',
      async (name, scenario) => {
        if (opened === undefined) throw new Error('The implementation did not open.');
        await store(opened.client, scenario);

        const outcome = await outcomeOf(scenario.run(opened.client));

        const difference = differences.get(name);
        expect(outcome).toEqual(difference === undefined ? scenario.expected : difference.outcome);
      },
    );
  });
};

/** A client for a server of this machine. */
export const clientOn = (port: number): DynamoDBClient =>
  new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
