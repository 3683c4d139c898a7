import {
  BatchGetItemCommand,
  DeleteItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient, QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { aKey } from '../support/tables.ts';
import type { Item } from '../support/tables.ts';
import { conditionFailed } from './contract-case.ts';
import type { ContractCase } from './contract-case.ts';

/** Four items of one owner, who is the case itself. */
const owned = (name: string): Item[] =>
  ['d', 'b', 'c', 'a'].map((sk, at) => ({
    ...aKey(name, sk),
    owner: { S: name },
    rank: { S: String(at) },
  }));

const ofOwner = (name: string): QueryCommandInput => ({
  TableName: 'things',
  IndexName: 'by_owner',
  KeyConditionExpression: '#o = :o',
  ExpressionAttributeNames: { '#o': 'owner' },
  ExpressionAttributeValues: { ':o': { S: name } },
});

const ofPartition = (name: string): QueryCommandInput => ({
  TableName: 'things',
  KeyConditionExpression: 'pk = :p',
  ExpressionAttributeValues: { ':p': { S: name } },
});

const searches: readonly (readonly [
  title: string,
  input: (name: string) => QueryCommandInput,
  pages: readonly (readonly string[])[],
])[] = [
  ['an index in the order of its own key', ofOwner, [['d', 'b', 'c', 'a']]],
  [
    'an index backwards',
    (name) => ({ ...ofOwner(name), ScanIndexForward: false }),
    [['a', 'c', 'b', 'd']],
  ],
  [
    'a partition backwards',
    (name) => ({ ...ofPartition(name), ScanIndexForward: false }),
    [['d', 'c', 'b', 'a']],
  ],
  [
    'a partition in pages',
    (name) => ({ ...ofPartition(name), Limit: 3 }),
    [['a', 'b', 'c'], ['d']],
  ],
  [
    'a partition in pages, the last of which is full',
    (name) => ({ ...ofPartition(name), Limit: 2 }),
    [['a', 'b'], ['c', 'd'], []],
  ],
  [
    'an index in pages, backwards',
    (name) => ({ ...ofOwner(name), ScanIndexForward: false, Limit: 3 }),
    [['a', 'c', 'b'], ['d']],
  ],
  [
    'what passes a filter, page by page of what was read',
    (name) => ({
      ...ofPartition(name),
      FilterExpression: '#r > :r',
      ExpressionAttributeNames: { '#r': 'rank' },
      ExpressionAttributeValues: { ':p': { S: name }, ':r': { S: '0' } },
      Limit: 3,
    }),
    [['a', 'b', 'c'], []],
  ],
];

const allPages = async (client: DynamoDBClient, input: QueryCommandInput): Promise<unknown> => {
  const pages: (string | undefined)[][] = [];
  let start: Item | undefined;
  do {
    const answer = await client.send(
      new QueryCommand({ ...input, ...(start === undefined ? {} : { ExclusiveStartKey: start }) }),
    );
    pages.push((answer.Items ?? []).map(({ sk }) => sk?.S));
    start = answer.LastEvaluatedKey;
  } while (start !== undefined && pages.length < 10);
  return pages;
};

const searchCase = ([title, input, pages]: (typeof searches)[number]): ContractCase => {
  const name = `a query finds ${title}`;
  return {
    name,
    items: owned(name),
    run: (client) => allPages(client, input(name)),
    expected: pages,
  };
};

const batchCase = (): ContractCase => {
  const name = 'a batch of reads answers what there is';
  const things = {
    Keys: ['a', 'absent', 'd'].map((sk) => aKey(name, sk)),
    ProjectionExpression: 'sk',
  };
  return {
    name,
    items: owned(name),
    run: async (client) => {
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetItemCommand({ RequestItems: { things } }),
      );
      return [Responses?.['things']?.map(({ sk }) => sk?.S).sort(), UnprocessedKeys];
    },
    expected: [['a', 'd'], {}],
  };
};

const putCase = (): ContractCase => {
  const name = 'a put returns what it replaced';
  return {
    name,
    items: [{ ...aKey(name, 'a'), v: { S: 'old' } }],
    run: async (client) => {
      const Item = { ...aKey(name, 'a'), w: { S: 'new' } };
      const answer = await client.send(
        new PutItemCommand({ TableName: 'things', Item, ReturnValues: 'ALL_OLD' }),
      );
      return answer.Attributes;
    },
    expected: { ...aKey(name, 'a'), v: { S: 'old' } },
  };
};

const deletionCase = (): ContractCase => {
  const name = 'a removal returns what it removed, and nothing of nothing';
  return {
    name,
    items: [{ ...aKey(name, 'a'), v: { S: 'old' } }],
    run: async (client) => {
      const remove = new DeleteItemCommand({
        TableName: 'things',
        Key: aKey(name, 'a'),
        ReturnValues: 'ALL_OLD',
      });
      const first = await client.send(remove);
      const second = await client.send(remove);
      return [first.Attributes, second.Attributes];
    },
    expected: [{ ...aKey(name, 'a'), v: { S: 'old' } }, undefined],
  };
};

const bareUpdateCase = (name: string, ConditionExpression: string | undefined): ContractCase => {
  const command = new UpdateItemCommand({
    TableName: 'things',
    Key: aKey(name, 'a'),
    ReturnValues: 'ALL_NEW',
    ...(ConditionExpression === undefined ? {} : { ConditionExpression }),
  });
  return {
    name,
    items: [],
    run: async (client) => (await client.send(command)).Attributes,
    expected: ConditionExpression === undefined ? aKey(name, 'a') : conditionFailed,
  };
};

/** Pages, indexes, batches, and what writes give back. */
export const pageCases: readonly ContractCase[] = [
  ...searches.map(searchCase),
  batchCase(),
  putCase(),
  deletionCase(),
  bareUpdateCase('an update without an expression makes the item', undefined),
  bareUpdateCase('an update without an expression heeds its condition', 'attribute_exists(pk)'),
];
