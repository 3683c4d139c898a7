import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { aKey } from '../support/tables.ts';
import { refused } from './contract-case.ts';
import type { ContractCase } from './contract-case.ts';

const invalid = 'One or more parameter values were invalid: ';

const sortKeys = ['a', 'a#1', 'a#2', 'a\u0000', 'b', 'é', 'z', '😀'];

interface Search {
  readonly title: string;
  readonly expression: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly found: readonly string[];
}

const searches: readonly Search[] = [
  {
    title: 'a partition in the order of UTF-8 bytes',
    expression: 'pk = :p',
    found: ['a', 'a\u0000', 'a#1', 'a#2', 'b', 'z', 'é', '😀'],
  },
  { title: 'one key', expression: 'pk = :p AND sk = :a', values: { ':a': 'a' }, found: ['a'] },
  {
    title: 'keys below',
    expression: 'pk = :p AND sk < :a',
    values: { ':a': 'a#1' },
    found: ['a', 'a\u0000'],
  },
  {
    title: 'keys up to',
    expression: 'pk = :p AND sk <= :a',
    values: { ':a': 'a#1' },
    found: ['a', 'a\u0000', 'a#1'],
  },
  {
    title: 'keys above',
    expression: 'pk = :p AND sk > :a',
    values: { ':a': 'b' },
    found: ['z', 'é', '😀'],
  },
  {
    title: 'keys from',
    expression: 'pk = :p AND sk >= :a',
    values: { ':a': 'b' },
    found: ['b', 'z', 'é', '😀'],
  },
  {
    title: 'keys from, mirrored',
    expression: 'pk = :p AND :a <= sk',
    values: { ':a': 'b' },
    found: ['b', 'z', 'é', '😀'],
  },
  {
    title: 'a closed range',
    expression: 'pk = :p AND sk BETWEEN :a AND :b',
    values: { ':a': 'a#2', ':b': 'z' },
    found: ['a#2', 'b', 'z'],
  },
  {
    title: 'a prefix',
    expression: 'begins_with(sk, :a) AND pk = :p',
    values: { ':a': 'a#' },
    found: ['a#1', 'a#2'],
  },
  {
    title: 'a prefix that is a key',
    expression: '(pk = :p) AND (begins_with(sk, :a))',
    values: { ':a': 'a' },
    found: ['a', 'a\u0000', 'a#1', 'a#2'],
  },
  { title: 'nothing elsewhere', expression: 'pk = :a', values: { ':a': 'nowhere' }, found: [] },
];

const rejected: readonly (readonly [
  expression: string,
  values: Readonly<Record<string, string>>,
  message: string,
])[] = [
  ['pk > :p', {}, 'Query key condition not supported'],
  ['sk = :p', {}, 'Query condition missed key schema element: pk'],
  ['pk = :p AND v = :a', { ':a': 'x' }, 'Query condition missed key schema element: sk'],
  [
    'pk = :p AND pk = :a',
    { ':a': 'x' },
    'KeyConditionExpressions must only contain one condition per key',
  ],
  ['pk = :p OR sk = :a', { ':a': 'x' }, 'Invalid operator used in KeyConditionExpression: OR'],
  [
    'pk = :p AND NOT sk = :a',
    { ':a': 'x' },
    'Invalid operator used in KeyConditionExpression: NOT',
  ],
  [
    'pk = :p AND contains(sk, :a)',
    { ':a': 'x' },
    'Invalid operator used in KeyConditionExpression: contains',
  ],
  [
    'pk = :p AND size(sk) = :a',
    { ':a': 'x' },
    'KeyConditionExpressions cannot contain nested operations',
  ],
  [
    'pk = :p AND sk = :a',
    { ':a': '' },
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: sk',
  ],
];

const misused: readonly (readonly [
  title: string,
  input: Partial<QueryCommandInput>,
  message: string,
])[] = [
  [
    'no key condition',
    {},
    'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
  ],
  [
    'a filter on the key',
    {
      KeyConditionExpression: 'pk = :p',
      FilterExpression: 'sk = :p',
    },
    'Filter Expression can only contain non-primary key attributes: Primary key attribute: sk',
  ],
  [
    'a key value of another type',
    { KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': { N: '1' } } },
    `${invalid}Condition parameter type does not match schema type`,
  ],
  [
    'a start outside of the partition',
    {
      KeyConditionExpression: 'pk = :p',
      ExclusiveStartKey: aKey('other', 'a'),
    },
    'The provided starting key is outside query boundaries based on provided conditions',
  ],
  [
    'an incomplete start',
    {
      KeyConditionExpression: 'pk = :p',
      ExclusiveStartKey: { pk: { S: 'p' } },
    },
    'The provided starting key is invalid',
  ],
  [
    'a limit of 0',
    {
      KeyConditionExpression: 'pk = :p',
      Limit: 0,
    },
    "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
];

const queryCase = (
  name: string,
  input: Partial<QueryCommandInput>,
): Omit<ContractCase, 'expected'> => {
  const usesPartition = JSON.stringify(input).includes(':p');
  const values = {
    ...(usesPartition ? { ':p': { S: name } } : {}),
    ...input.ExpressionAttributeValues,
  };
  const command = new QueryCommand({
    TableName: 'things',
    ...input,
    ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: values }),
  });
  return {
    name,
    items: sortKeys.map((sk) => aKey(name, sk)),
    run: async (client) => {
      const answer = await client.send(command);
      return (answer.Items ?? []).map((item) => item['sk']?.S);
    },
  };
};

const texts = (values: Readonly<Record<string, string>>): Record<string, { S: string }> =>
  Object.fromEntries(Object.entries(values).map(([name, S]) => [name, { S }]));

const searchCase = ({ title, expression, values, found }: Search): ContractCase => ({
  ...queryCase(`a query finds ${title}`, {
    KeyConditionExpression: expression,
    ExpressionAttributeValues: texts(values ?? {}),
  }),
  expected: found,
});

/** Queries of one partition: ranges, order, pages, refusals. `:p` is the case's partition. */
export const queryCases: readonly ContractCase[] = [
  ...searches.map(searchCase),
  ...rejected.map(([expression, values, message]) => ({
    ...queryCase(`the key condition "${expression}" is refused`, {
      KeyConditionExpression: expression,
      ExpressionAttributeValues: texts(values),
    }),
    expected: refused(message),
  })),
  ...misused.map(([title, input, message]) => ({
    ...queryCase(`a query with ${title} is refused`, input),
    expected: refused(message),
  })),
];
