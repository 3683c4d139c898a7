import { DescribeTimeToLiveCommand, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { aTable, createTable } from '../support/tables.ts';
import { refused } from './contract-case.ts';
import type { ContractCase } from './contract-case.ts';

type Step = (client: DynamoDBClient, table: string) => Promise<unknown>;

const set =
  (Enabled: boolean, AttributeName = 'expires_at'): Step =>
  async (client, TableName) => {
    const TimeToLiveSpecification = { Enabled, AttributeName };
    const answer = await client.send(
      new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }),
    );
    return answer.TimeToLiveSpecification;
  };

const told: Step = async (client, TableName) => {
  const answer = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  return answer.TimeToLiveDescription;
};

const scenarios: readonly (readonly [title: string, steps: readonly Step[], expected: unknown])[] =
  [
    ['is off at first', [told], { TimeToLiveStatus: 'DISABLED' }],
    ['answers what it was set to', [set(true)], { Enabled: true, AttributeName: 'expires_at' }],
    [
      'is on once switched on',
      [set(true), told],
      { TimeToLiveStatus: 'ENABLED', AttributeName: 'expires_at' },
    ],
    ['is off once switched off', [set(true), set(false), told], { TimeToLiveStatus: 'DISABLED' }],
    ['is not switched on twice', [set(true), set(true)], refused('TimeToLive is already enabled')],
    ['is not switched off twice', [set(false)], refused('TimeToLive is already disabled')],
    [
      'has one attribute',
      [set(true), set(true, 'other')],
      refused(
        'TimeToLive is active on a different AttributeName: current AttributeName is expires_at',
      ),
    ],
  ];

/** Time to live, each on a table of its own; when items go is nobody's promise. */
export const expiryCases: readonly ContractCase[] = scenarios.map(
  ([title, steps, expected], at) => ({
    name: `time to live ${title}`,
    items: [],
    run: async (client) => {
      const table = `expiring-${at}`;
      await createTable(client, aTable({ TableName: table }));
      let last: unknown;
      for (const step of steps) last = await step(client, table);
      return last;
    },
    expected,
  }),
);
