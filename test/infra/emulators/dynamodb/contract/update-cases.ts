import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue, ReturnValue } from '@aws-sdk/client-dynamodb';
import { aKey } from '../support/tables.ts';
import type { Item } from '../support/tables.ts';
import { refused } from './contract-case.ts';
import type { ContractCase } from './contract-case.ts';

interface Change {
  readonly before?: Item;
  readonly update: string;
  readonly names?: Record<string, string>;
  readonly values?: Record<string, AttributeValue>;
}

const list = (...values: string[]): AttributeValue => ({ L: values.map((S) => ({ S })) });

const applied: readonly (readonly [change: Change, after: Item])[] = [
  [{ update: 'SET a = :v', values: { ':v': { S: 'x' } } }, { a: { S: 'x' } }],
  [
    { before: { a: { N: '1' } }, update: 'SET a = a + :v', values: { ':v': { N: '0.5' } } },
    { a: { N: '1.5' } },
  ],
  [
    { before: { a: { N: '1' } }, update: 'SET a = a - :v', values: { ':v': { N: '3' } } },
    { a: { N: '-2' } },
  ],
  [
    {
      before: { a: { N: '0.1' } },
      update: 'SET a = a + :v',
      values: { ':v': { N: '0.2' } },
    },
    { a: { N: '0.3' } },
  ],
  [
    {
      before: { a: { N: '99999999999999999999999999999999999998' } },
      update: 'ADD a :v',
      values: { ':v': { N: '1' } },
    },
    { a: { N: '99999999999999999999999999999999999999' } },
  ],
  [
    {
      update: 'SET a = if_not_exists(a, :zero) + :one',
      values: { ':zero': { N: '0' }, ':one': { N: '1' } },
    },
    { a: { N: '1' } },
  ],
  [
    {
      before: { a: { N: '41' } },
      update: 'SET a = if_not_exists(a, :zero) + :one',
      values: { ':zero': { N: '0' }, ':one': { N: '1' } },
    },
    { a: { N: '42' } },
  ],
  [
    {
      before: { l: list('a') },
      update: 'SET l = list_append(if_not_exists(l, :none), :more)',
      values: { ':none': { L: [] }, ':more': list('b', 'c') },
    },
    { l: list('a', 'b', 'c') },
  ],
  [
    {
      before: { l: list('b') },
      update: 'SET l = list_append(:m, l)',
      values: { ':m': list('a') },
    },
    { l: list('a', 'b') },
  ],
  [
    {
      before: { a: { S: 'one' }, b: { S: 'two' } },
      update: 'SET a = b, b = a',
    },
    { a: { S: 'two' }, b: { S: 'one' } },
  ],
  [
    {
      before: { m: { M: { x: { N: '1' } } } },
      update: 'SET m.x = m.x + :v, m.y = :v',
      values: { ':v': { N: '1' } },
    },
    { m: { M: { x: { N: '2' }, y: { N: '1' } } } },
  ],
  [
    {
      before: { l: list('a', 'b', 'c') },
      update: 'SET l[1] = :x, l[9] = :z, l[5] = :y REMOVE l[0]',
      values: { ':x': { S: 'x' }, ':y': { S: 'y' }, ':z': { S: 'z' } },
    },
    { l: list('x', 'c', 'y', 'z') },
  ],
  [
    { before: { l: list('a', 'b', 'c', 'd') }, update: 'REMOVE l[0], l[2], l[9]' },
    { l: list('b', 'd') },
  ],
  [
    { before: { a: { S: '1' }, b: { S: '2' }, c: { S: '3' } }, update: 'REMOVE a, c, absent' },
    { b: { S: '2' } },
  ],
  [{ update: 'ADD n :v', values: { ':v': { N: '5' } } }, { n: { N: '5' } }],
  [
    {
      before: { s: { SS: ['a'] } },
      update: 'ADD s :v',
      values: { ':v': { SS: ['a', 'b'] } },
    },
    { s: { SS: ['a', 'b'] } },
  ],
  [
    {
      before: { s: { NS: ['1', '2', '3'] } },
      update: 'DELETE s :v',
      values: { ':v': { NS: ['2.0', '9'] } },
    },
    { s: { NS: ['1', '3'] } },
  ],
  [
    {
      before: { s: { SS: ['a', 'b'] }, k: { S: 'k' } },
      update: 'DELETE s :v',
      values: { ':v': { SS: ['b', 'a', 'c'] } },
    },
    { k: { S: 'k' } },
  ],
  [{ update: 'DELETE s :v', values: { ':v': { SS: ['a'] } } }, {}],
  [
    {
      before: { a: { N: '1' }, b: { S: 'b' }, c: { SS: ['x', 'y'] } },
      update: 'set d = a remove b add a :one delete c :x',
      values: { ':one': { N: '1' }, ':x': { SS: ['x'] } },
    },
    { a: { N: '2' }, c: { SS: ['y'] }, d: { N: '1' } },
  ],
  [
    {
      before: { m: { M: { l: { L: [{ M: { deep: { S: 'old' } } }] } } } },
      update: 'SET #m.l[0].#d = :v',
      names: { '#m': 'm', '#d': 'deep' },
      values: { ':v': { S: 'new' } },
    },
    { m: { M: { l: { L: [{ M: { deep: { S: 'new' } } }] } } } },
  ],
  [
    { before: { a: { N: '1' } }, update: 'SET a = (a + :v)', values: { ':v': { N: '1' } } },
    { a: { N: '2' } },
  ],
];

const syntax = 'Invalid UpdateExpression: ';

const wrongType = 'An operand in the update expression has an incorrect data type';

const wrongOperand = `${syntax}Incorrect operand type for operator or function; `;

const badPath = 'The document path provided in the update expression is invalid for update';

const n1 = { ':v': { N: '1' } };

const rejected: readonly (readonly [change: Change, message: string])[] = [
  [{ update: 'SET a :v', values: n1 }, `${syntax}Syntax error; token: ":v", near: "a :v"`],
  [{ update: 'PUT a = :v', values: n1 }, `${syntax}Syntax error; token: "PUT", near: "PUT a"`],
  [
    { update: 'SET a = :v SET b = :v', values: n1 },
    `${syntax}The "SET" section can only be used once in an update expression;`,
  ],
  [
    { update: 'SET a = :v REMOVE a', values: n1 },
    `${syntax}Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]`,
  ],
  [
    { update: 'SET a.b = :v, a = :v', values: n1 },
    `${syntax}Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a]`,
  ],
  [
    { update: 'SET a.b = :v, a[0] = :v', values: n1 },
    `${syntax}Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [0]]`,
  ],
  [
    { update: 'SET status = :v', values: n1 },
    `${syntax}Attribute name is a reserved keyword; reserved keyword: status`,
  ],
  [
    { update: 'SET a = a + :v', values: n1 },
    'The provided expression refers to an attribute that does not exist in the item',
  ],
  [{ before: { a: { S: 'x' } }, update: 'SET a = a + :v', values: n1 }, wrongType],
  [{ before: { a: { S: 'x' } }, update: 'ADD a :v', values: n1 }, wrongType],
  [
    { before: { a: { SS: ['x'] } }, update: 'DELETE a :v', values: { ':v': { NS: ['1'] } } },
    wrongType,
  ],
  [
    { update: 'SET a = a + :v', values: { ':v': { S: 'x' } } },
    `${wrongOperand}operator or function: +, operand type: S`,
  ],
  [
    { update: 'SET a = list_append(a, :v)', values: n1 },
    `${wrongOperand}operator or function: list_append, operand type: N`,
  ],
  [
    { update: 'ADD a :v', values: { ':v': { S: 'x' } } },
    `${wrongOperand}operator: ADD, operand type: STRING`,
  ],
  [{ update: 'DELETE a :v', values: n1 }, `${wrongOperand}operator: DELETE, operand type: NUMBER`],
  [
    { update: 'SET a = if_not_exists(:v, :v)', values: n1 },
    `${syntax}Operator or function requires a document path; operator or function: if_not_exists`,
  ],
  [{ update: 'SET a = size(a)' }, `${syntax}Invalid function name; function: size`],
  [{ update: 'SET a.b = :v', values: n1 }, badPath],
  [{ before: { a: { S: 'x' } }, update: 'SET a.b = :v', values: n1 }, badPath],
  [{ before: { a: { M: {} } }, update: 'SET a[0] = :v', values: n1 }, badPath],
  [
    { before: { a: { N: '1E125' } }, update: 'ADD a :v', values: { ':v': { N: '9E125' } } },
    'Number overflow. Attempting to store a number with magnitude larger than supported range',
  ],
  [
    { before: { a: { N: '1E38' } }, update: 'ADD a :v', values: n1 },
    'Attempting to store more than 38 significant digits in a Number',
  ],
  [
    {
      before: { a: { S: 'x'.repeat(300_000) } },
      update: 'SET b = :v',
      values: { ':v': { S: 'y'.repeat(200_000) } },
    },
    'Item size to update has exceeded the maximum allowed size',
  ],
];

const returning: Change = {
  before: { a: { N: '1' }, m: { M: { x: { N: '1' }, y: { N: '2' } } }, k: { S: 'k' } },
  update: 'SET a = :v, m.x = :v REMOVE m.y',
  values: { ':v': { N: '9' } },
};

const returned: readonly (readonly [ReturnValue, Item | undefined])[] = [
  ['NONE', undefined],
  ['UPDATED_OLD', { a: { N: '1' }, m: { M: { x: { N: '1' }, y: { N: '2' } } } }],
  ['UPDATED_NEW', { a: { N: '9' }, m: { M: { x: { N: '9' } } } }],
  [
    'ALL_OLD',
    {
      ...aKey('an update returns ALL_OLD', '1'),
      a: { N: '1' },
      m: { M: { x: { N: '1' }, y: { N: '2' } } },
      k: { S: 'k' },
    },
  ],
  [
    'ALL_NEW',
    {
      ...aKey('an update returns ALL_NEW', '1'),
      a: { N: '9' },
      m: { M: { x: { N: '9' } } },
      k: { S: 'k' },
    },
  ],
];

const updateCase = (
  name: string,
  change: Change,
  returns?: ReturnValue,
): Omit<ContractCase, 'expected'> => {
  const key = aKey(name, '1');
  const command = new UpdateItemCommand({
    TableName: 'things',
    Key: key,
    UpdateExpression: change.update,
    ...(change.names === undefined ? {} : { ExpressionAttributeNames: change.names }),
    ...(change.values === undefined ? {} : { ExpressionAttributeValues: change.values }),
    ...(returns === undefined ? {} : { ReturnValues: returns }),
  });
  return {
    name,
    items: change.before === undefined ? [] : [{ ...key, ...change.before }],
    run: async (client) => (await client.send(command)).Attributes,
  };
};

const appliedCase = (change: Change, after: Item, at: number): ContractCase => {
  const update = updateCase(`the update ${at} "${change.update}" applies`, change);
  const key = aKey(update.name, '1');
  return {
    ...update,
    run: async (client) => {
      await update.run(client);
      const stored = await client.send(
        new GetItemCommand({ TableName: 'things', Key: key, ConsistentRead: true }),
      );
      return stored.Item;
    },
    expected: { ...key, ...after },
  };
};

/** Update expressions: what they make of an item, what they return, what they refuse. */
export const updateCases: readonly ContractCase[] = [
  ...applied.map(([change, after], at) => appliedCase(change, after, at)),
  ...rejected.map(([change, message], at) => ({
    ...updateCase(`the update ${at} "${change.update}" is refused`, change),
    expected: refused(message),
  })),
  ...returned.map(([returns, expected]) => ({
    ...updateCase(`an update returns ${returns}`, returning, returns),
    expected,
  })),
];
