import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { aKey } from '../support/tables.ts';
import type { Item } from '../support/tables.ts';
import type { ContractCase } from './contract-case.ts';

const failing = {
  TableName: 'things',
  ConditionExpression: 'v = :other',
  ExpressionAttributeValues: { ':other': { S: 'other' } },
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
} as const;

const writes: readonly (readonly [
  title: string,
  write: (client: DynamoDBClient, key: Item) => Promise<unknown>,
])[] = [
  ['put', (client, key) => client.send(new PutItemCommand({ ...failing, Item: key }))],
  ['removal', (client, key) => client.send(new DeleteItemCommand({ ...failing, Key: key }))],
  [
    'update',
    (client, Key) =>
      client.send(new UpdateItemCommand({ ...failing, Key, UpdateExpression: 'SET w = :other' })),
  ],
];

const returnedItemCase = (
  name: string,
  write: (client: DynamoDBClient, key: Item) => Promise<unknown>,
  isStored: boolean,
): ContractCase => {
  const key = aKey(name, '1');
  const stored = { ...key, v: { S: 'stored' } };
  return {
    name,
    items: isStored ? [stored] : [],
    run: async (client) => {
      const error: unknown = await write(client, key).catch((caught: unknown) => caught);
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return { item: error.Item };
    },
    expected: { item: isStored ? stored : undefined },
  };
};

/** What a failed condition shows of the stored item, when asked to. */
export const returnedItemCases: readonly ContractCase[] = writes.flatMap(([title, write]) => [
  returnedItemCase(`a ${title} whose condition fails shows the stored item`, write, true),
  returnedItemCase(`a ${title} whose condition fails shows nothing of no item`, write, false),
]);
