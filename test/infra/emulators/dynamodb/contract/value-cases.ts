import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { aKey } from '../support/tables.ts';
import type { Item } from '../support/tables.ts';
import { refused } from './contract-case.ts';
import type { ContractCase } from './contract-case.ts';

const invalid = 'One or more parameter values were invalid: ';

const numbers: readonly (readonly [written: string, stored: string])[] = [
  ['007', '7'],
  ['1.50', '1.5'],
  ['+3', '3'],
  ['-0', '0'],
  ['0.000', '0'],
  ['1e3', '1000'],
  ['12E-4', '0.0012'],
  ['.5', '0.5'],
  ['5.', '5'],
  ['99999999999999999999999999999999999999', '99999999999999999999999999999999999999'],
  ['1E-130', `0.${'0'.repeat(129)}1`],
  ['9.99E125', `999${'0'.repeat(123)}`],
];

const refusals: readonly (readonly [title: string, attributes: Item, message: string])[] = [
  [
    'text as number',
    { v: { N: 'abc' } },
    'The parameter cannot be converted to a numeric value: abc',
  ],
  ['an empty number', { v: { N: '' } }, 'The parameter cannot be converted to a numeric value'],
  [
    '39 digits',
    { v: { N: '1'.repeat(39) } },
    'Attempting to store more than 38 significant digits in a Number',
  ],
  [
    'a number too large',
    { v: { N: '1E126' } },
    'Number overflow. Attempting to store a number with magnitude larger than supported range',
  ],
  [
    'a number too small',
    { v: { N: '1E-131' } },
    'Number underflow. Attempting to store a number with magnitude smaller than supported range',
  ],
  ['an empty set', { v: { SS: [] } }, `${invalid}An string set  may not be empty`],
  [
    'a set with duplicates',
    { v: { SS: ['a', 'a'] } },
    `${invalid}Input collection [a, a] contains duplicates.`,
  ],
  [
    'a number set with equal members',
    { v: { NS: ['1', '1.0'] } },
    'Input collection contains duplicates',
  ],
  [
    'an empty key',
    { pk: { S: '' } },
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
  ],
  ['a missing key', { pk: undefined as never }, `${invalid}Missing the key pk in the item`],
  [
    'a key of another type',
    { sk: { N: '1' } },
    `${invalid}Type mismatch for key sk expected: S actual: N`,
  ],
  [
    'a partition key over 2048 bytes',
    { pk: { S: 'x'.repeat(2049) } },
    `${invalid}Size of hashkey has exceeded the maximum size limit of2048 bytes`,
  ],
  [
    'a sort key over 1024 bytes',
    { sk: { S: 'é'.repeat(513) } },
    `${invalid}Aggregated size of all range keys has exceeded the size limit of 1024 bytes`,
  ],
  [
    'an item over 400 KB',
    { v: { S: 'x'.repeat(409_600) } },
    'Item size has exceeded the maximum allowed size',
  ],
];

const numberCase = (written: string, stored: string): ContractCase => {
  const name = `the number ${written} is normalised`;
  const command = new PutItemCommand({
    TableName: 'things',
    Item: { ...aKey(name, '1'), v: { N: written } },
  });
  return {
    name,
    items: [],
    run: async (client) => {
      await client.send(command);
      const answer = await client.send(
        new GetItemCommand({ TableName: 'things', Key: aKey(name, '1'), ConsistentRead: true }),
      );
      return answer.Item?.['v'];
    },
    expected: { N: stored },
  };
};

const refusalCase = (title: string, attributes: Item, message: string): ContractCase => {
  const name = `an item with ${title} is refused`;
  const command = new PutItemCommand({
    TableName: 'things',
    Item: { ...aKey(name, '1'), ...attributes },
  });
  return {
    name,
    items: [],
    run: async (client) => {
      await client.send(command);
      return 'accepted';
    },
    expected: refused(message),
  };
};

/** Values: how they are stored, and which are refused. */
export const valueCases: readonly ContractCase[] = [
  ...numbers.map(([written, stored]) => numberCase(written, stored)),
  ...refusals.map(([title, attributes, message]) => refusalCase(title, attributes, message)),
];
