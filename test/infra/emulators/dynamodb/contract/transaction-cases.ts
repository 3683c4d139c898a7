import {
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type {
  DynamoDBClient,
  TransactWriteItem,
  TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import { aKey } from '../support/tables.ts';
import type { Item } from '../support/tables.ts';
import { refused } from './contract-case.ts';
import type { ContractCase } from './contract-case.ts';

const TableName = 'things';

const put = (Item: Item): TransactWriteItem => ({ Put: { TableName, Item } });

const putNew = (Item: Item): TransactWriteItem => ({
  Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' },
});

const remove = (Key: Item): TransactWriteItem => ({ Delete: { TableName, Key } });

const add = (Key: Item, value: string): TransactWriteItem => ({
  Update: {
    TableName,
    Key,
    UpdateExpression: 'SET n = n + :v',
    ExpressionAttributeValues: { ':v': { N: value } },
  },
});

const requireItem = (Key: Item): TransactWriteItem => ({
  ConditionCheck: { TableName, Key, ConditionExpression: 'attribute_exists(pk)' },
});

interface Attempt {
  readonly title: string;
  readonly before?: (key: (sk: string) => Item) => readonly Item[];
  /** The transactions, one after another. */
  readonly actions: (key: (sk: string) => Item) => readonly (readonly TransactWriteItem[])[];
  readonly more?: Partial<TransactWriteItemsCommandInput>;
  /** How the last one ended: the reasons of a cancelled one. */
  readonly ended: readonly unknown[] | 'committed';
  /** The partition thereafter: sort keys, with the number where there is one. */
  readonly left: readonly string[];
}

const none = { Code: 'None' };

const failed = { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' };

const attempts: readonly Attempt[] = [
  {
    title: 'applies a put, an update, a removal and a check together',
    before: (key) => [{ ...key('a'), n: { N: '1' } }, key('b'), key('c')],
    actions: (key) => [
      [put(key('d')), add(key('a'), '2'), remove(key('b')), requireItem(key('c'))],
    ],
    ended: 'committed',
    left: ['a=3', 'c', 'd'],
  },
  {
    title: 'applies what was put under a condition that holds',
    before: (key) => [{ ...key('a'), n: { N: '1' } }],
    actions: (key) => [[add(key('a'), '2'), putNew(key('b'))]],
    ended: 'committed',
    left: ['a=3', 'b'],
  },
  {
    title: 'is cancelled as a whole by one failed condition',
    before: (key) => [{ ...key('a'), n: { N: '1' } }, key('b')],
    actions: (key) => [[add(key('a'), '2'), putNew(key('b')), put(key('c'))]],
    ended: [none, failed, none],
    left: ['a=1', 'b'],
  },
  {
    title: 'is cancelled by a failed check alone',
    actions: (key) => [[put(key('a')), requireItem(key('absent'))]],
    ended: [none, failed],
    left: [],
  },
  {
    title: 'names every failed condition',
    before: (key) => [key('a')],
    actions: (key) => [[putNew(key('a')), put(key('b')), requireItem(key('absent'))]],
    ended: [failed, none, failed],
    left: ['a'],
  },
  {
    title: 'shows the item on which a condition failed, when asked',
    before: (key) => [{ ...key('a'), n: { N: '1' } }],
    actions: (key) => [
      [
        {
          Delete: {
            TableName,
            Key: key('a'),
            ConditionExpression: 'attribute_not_exists(n)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
      ],
    ],
    ended: [{ ...failed, Item: 'the stored item' }],
    left: ['a=1'],
  },
  {
    title: 'is cancelled by an update that does not fit its item',
    before: (key) => [key('a')],
    actions: (key) => [[put(key('b')), add(key('a'), '1')]],
    ended: [
      none,
      {
        Code: 'ValidationError',
        Message: 'The provided expression refers to an attribute that does not exist in the item',
      },
    ],
    left: ['a'],
  },
  {
    title: 'repeated under one client token takes effect once',
    before: (key) => [{ ...key('a'), n: { N: '1' } }],
    actions: (key) => [[add(key('a'), '1')], [add(key('a'), '1')]],
    more: { ClientRequestToken: 'contract-repeated' },
    ended: 'committed',
    left: ['a=2'],
  },
  {
    title: 'repeated without a client token takes effect twice',
    before: (key) => [{ ...key('a'), n: { N: '1' } }],
    actions: (key) => [[add(key('a'), '1')], [add(key('a'), '1')]],
    ended: 'committed',
    left: ['a=3'],
  },
];

const rejections: readonly (readonly [
  title: string,
  actions: (key: (sk: string) => Item) => readonly TransactWriteItem[],
  message: string,
])[] = [
  [
    'two actions on one item',
    (key) => [put(key('a')), remove(key('a'))],
    'Transaction request cannot include multiple operations on one item',
  ],
  [
    'no action',
    () => [],
    "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    'an unknown name in a condition',
    (key) => [{ Delete: { TableName, Key: key('a'), ConditionExpression: '#x = n' } }],
    'Invalid ConditionExpression: An expression attribute name used in the document path is not defined; attribute name: #x',
  ],
  [
    'more than 4 MB',
    (key) =>
      Array.from({ length: 11 }, (_, n) =>
        put({ ...key(String(n)), v: { S: 'x'.repeat(400_000) } }),
      ),
    'Transaction request size exceeds the maximum of 4 MB',
  ],
];

const endOf = async (
  client: DynamoDBClient,
  input: TransactWriteItemsCommandInput,
): Promise<unknown> => {
  try {
    await client.send(new TransactWriteItemsCommand(input));
    return 'committed';
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    return error.CancellationReasons?.map(({ Item, ...reason }) =>
      Item === undefined ? reason : { ...reason, Item: 'the stored item' },
    );
  }
};

const partition = async (client: DynamoDBClient, pk: string): Promise<readonly string[]> => {
  const answer = await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': { S: pk } },
      ConsistentRead: true,
    }),
  );
  return (answer.Items ?? []).map(({ sk, n }) =>
    n === undefined ? (sk?.S ?? '') : `${sk?.S ?? ''}=${n.N ?? ''}`,
  );
};

const attemptCase = ({ title, before, actions, more, ended, left }: Attempt): ContractCase => {
  const name = `a transaction ${title}`;
  const key = (sk: string): Item => aKey(name, sk);
  return {
    name,
    items: before?.(key) ?? [],
    run: async (client) => {
      let end: unknown;
      for (const TransactItems of actions(key)) {
        end = await endOf(client, { TransactItems: [...TransactItems], ...more });
      }
      return { ended: end, left: await partition(client, name) };
    },
    expected: { ended, left },
  };
};

const rejectionCase = (
  title: string,
  actions: (key: (sk: string) => Item) => readonly TransactWriteItem[],
  message: string,
): ContractCase => {
  const name = `a transaction with ${title} is refused`;
  const TransactItems = [...actions((sk) => aKey(name, sk))];
  return {
    name,
    items: [],
    run: async (client) => {
      await client.send(new TransactWriteItemsCommand({ TransactItems }));
      return partition(client, name);
    },
    expected: refused(message),
  };
};

const otherContent = (): ContractCase => {
  const name = 'a client token refuses another content';
  const send = (client: DynamoDBClient, sk: string) =>
    client.send(
      new TransactWriteItemsCommand({
        TransactItems: [put(aKey(name, sk))],
        ClientRequestToken: 'contract-other-content',
      }),
    );
  return {
    name,
    items: [],
    run: async (client) => {
      await send(client, 'a');
      const error = await send(client, 'b').catch((caught: unknown) => caught);
      return [error instanceof Error ? error.name : 'accepted', await partition(client, name)];
    },
    expected: ['IdempotentParameterMismatchException', ['a']],
  };
};

/** Transactions: all or nothing, their reasons, client tokens, reads. */
export const transactionCases: readonly ContractCase[] = [
  ...attempts.map(attemptCase),
  ...rejections.map(([title, actions, message]) => rejectionCase(title, actions, message)),
  otherContent(),
];
