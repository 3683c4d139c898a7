import { type AttributeValue, DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalDatabase, openLocalDatabase } from './support/local-database.ts';
import { aKey, aTable, createTable, failure, put } from './support/tables.ts';

let local: LocalDatabase;
const item = {
  ...aKey('c', '1'),
  n: { N: '10' },
  s: { S: 'hello' },
  b: { B: new Uint8Array([1, 2, 3]) },
  yes: { BOOL: true },
  nothing: { NULL: true as const },
  m: { M: { x: { N: '1' }, deep: { L: [{ S: 'a' }, { S: 'b' }] } } },
  l: { L: [{ N: '1' }, { S: 'two' }] },
  ss: { SS: ['a', 'b'] },
  ns: { NS: ['1', '2'] },
};

const values: Record<string, AttributeValue> = {
  ':n10': { N: '10.0' },
  ':n2': { N: '2' },
  ':n11': { N: '11' },
  ':hello': { S: 'hello' },
  ':he': { S: 'he' },
  ':ell': { S: 'ell' },
  ':a': { S: 'a' },
  ':z': { S: 'z' },
  ':two': { S: 'two' },
  ':b12': { B: new Uint8Array([1, 2]) },
  ':true': { BOOL: true },
  ':null': { NULL: true },
  ':ss': { SS: ['b', 'a'] },
  ':list': { L: [{ N: '1' }, { S: 'two' }] },
  ':typeN': { S: 'N' },
  ':typeSS': { S: 'SS' },
  ':n1': { N: '1' },
  ':n3': { N: '3' },
  ':n5': { N: '5' },
};

beforeAll(async () => {
  local = await openLocalDatabase();
  await createTable(local.client, aTable({ TableName: 'things' }));
  await put(local.client, 'things', item);
});

afterAll(() => local.dispose());

function usedValues(expression: string): Record<string, AttributeValue> | undefined {
  const names = expression.match(/:\w+/g) ?? [];
  if (names.length === 0) return undefined;
  return Object.fromEntries(names.map((name) => [name, values[name] ?? { S: 'undefined' }]));
}

async function attempt(expression: string, key = aKey('c', '1')): Promise<boolean> {
  const ExpressionAttributeValues = usedValues(expression);
  const answer = await local.database().answer(
    'DynamoDB_20120810.TransactWriteItems',
    JSON.stringify({
      TransactItems: [
        {
          ConditionCheck: {
            TableName: 'things',
            Key: key,
            ConditionExpression: expression,
            ...(ExpressionAttributeValues === undefined
              ? {}
              : { ExpressionAttributeValues: encoded(ExpressionAttributeValues) }),
          },
        },
      ],
    }),
  );
  if (answer.status === 200) return true;
  expect(answer.body).toContain('"Code":"ConditionalCheckFailed"');
  return false;
}

/** Bytes as base64, as the protocol has them. */
function encoded(source: Record<string, AttributeValue>): unknown {
  return Object.fromEntries(
    Object.entries(source).map(([name, value]) => [
      name,
      value.B === undefined ? value : { B: Buffer.from(value.B).toString('base64') },
    ]),
  );
}

describe('a condition holds', () => {
  it.each([
    'n = :n10',
    'n <> :n2',
    'n < :n11',
    'n <= :n10',
    'n > :n2',
    'n >= :n10',
    ':n2 < n',
    'absent <> :n2',
    'n <> :hello',
    's BETWEEN :he AND :z',
    'n BETWEEN :n2 AND :n11',
    'n IN (:n2, :n10)',
    's in (:a, :hello)',
    'attribute_exists(m.deep[1])',
    'attribute_not_exists(m.deep[2])',
    'attribute_not_exists(s.x)',
    'attribute_type(n, :typeN)',
    'attribute_type(ss, :typeSS)',
    'begins_with(s, :he)',
    'begins_with(b, :b12)',
    'contains(s, :ell)',
    'contains(ss, :a)',
    'contains(ns, :n2)',
    'contains(l, :two)',
    'contains(b, :b12)',
    'size(s) = :n5',
    'size(b) = :n3',
    'size(ss) = :n2',
    'size(m) = :n2',
    'size(l) > :n1',
    'yes = :true',
    'nothing = :null',
    'ss = :ss',
    'l = :list',
    'm.deep[0] = :a',
    'NOT n = :n2',
    'NOT absent = :n2',
    'not (n = :n2 or s = :z)',
    'n = :n2 OR s = :hello AND yes = :true',
    '(n = :n2 OR s = :hello) AND yes = :true',
    'm.x = l[0]',
  ])('%s', async (expression) => {
    expect(await attempt(expression)).toBe(true);
  });
});

describe('a condition fails', () => {
  it.each([
    'n = :n2',
    'n = :hello',
    'n < :hello',
    'absent = :n2',
    'absent < :n2',
    'attribute_exists(absent)',
    'attribute_not_exists(n)',
    'begins_with(n, :he)',
    'contains(n, :n1)',
    'contains(l, :n2)',
    'size(n) = :n2',
    'size(absent) = :n2',
    'n BETWEEN :n11 AND :n11',
    'n IN (:n2)',
    'attribute_type(s, :typeN)',
    'NOT n = :n10',
    'n = :n10 AND s = :z',
    '(n = :n10 OR s = :z) AND yes <> :true',
    'absent BETWEEN :n2 AND :n11',
    'contains(ss, :n2)',
  ])('%s', async (expression) => {
    expect(await attempt(expression)).toBe(false);
  });
});

describe('an expression is refused', () => {
  const prefix = 'Invalid ConditionExpression: ';
  const wrongType = 'Incorrect operand type for operator or function; ';

  it.each([
    ['', 'The expression can not be empty;'],
    ['n = ', 'Syntax error; token: "<EOF>", near: "="'],
    ['n ! :n2', 'Syntax error; token: "!", near: "! :n2"'],
    ['n = :n2 extra', 'Syntax error; token: "extra", near: ":n2 extra"'],
    ['status = :a', 'Attribute name is a reserved keyword; reserved keyword: status'],
    [
      '#x = :a',
      'An expression attribute name used in the document path is not defined; attribute name: #x',
    ],
    ['foo(n)', 'Invalid function name; function: foo'],
    [
      'attribute_exists(:a)',
      'Operator or function requires a document path; operator or function: attribute_exists',
    ],
    [
      'attribute_exists(n, s)',
      'Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 2',
    ],
    [
      'begins_with(s)',
      'Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1',
    ],
    ['begins_with(s, :n2)', `${wrongType}operator or function: begins_with, operand type: N`],
    ['n < :true', `${wrongType}operator: <, operand type: BOOL`],
    [
      'attribute_type(n, :a)',
      'Invalid attribute type name found; type: a, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}',
    ],
    [
      'n = n',
      'The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [n]',
    ],
    [
      'n BETWEEN :n11 AND :n2',
      'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:11}, upper bound operand: AttributeValue: {N:2}',
    ],
    [
      'n BETWEEN :n2 AND :a',
      'The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {S:a}',
    ],
    ['((n = :n2))', 'The expression has redundant parentheses;'],
    ['size(s)', 'The function is not allowed to be used this way in an expression; function: size'],
    [
      'if_not_exists(n, :n2) = :n2',
      'The function is not allowed to be used this way in an expression; function: if_not_exists',
    ],
  ])('%s', async (expression, message) => {
    const ExpressionAttributeValues = usedValues(expression);
    const error = await failure(
      local.client.send(
        new DeleteItemCommand({
          TableName: 'things',
          Key: aKey('c', '1'),
          ConditionExpression: expression,
          ...(ExpressionAttributeValues === undefined ? {} : { ExpressionAttributeValues }),
        }),
      ),
    );

    expect(error).toEqual({ name: 'ValidationException', message: prefix + message });
  });

  it('when it is longer than 4 KB', async () => {
    const expression = Array.from({ length: 400 }, () => 'n = :n2').join(' OR ');

    const error = await failure(conditionalPut(expression));

    expect(error.message).toBe(
      'Invalid ConditionExpression: Expression size has exceeded the maximum allowed size; expression size: 4396',
    );
  });

  it('when it is nested without end', async () => {
    const error = await failure(conditionalPut(`${'NOT '.repeat(1000)}n = :n2`));

    expect(error.message).toBe('Invalid ConditionExpression: The expression is nested too deeply;');
  });
});

describe('placeholders', () => {
  it.each([
    [
      { ExpressionAttributeNames: { '#a': 'n', '#b': 's' }, ConditionExpression: '#a = #a2' },
      'Invalid ConditionExpression: An expression attribute name used in the document path is not defined; attribute name: #a2',
    ],
    [
      { ExpressionAttributeNames: { '#b': 's' }, ConditionExpression: 'attribute_exists(n)' },
      'Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}',
    ],
    [
      {
        ExpressionAttributeValues: { ':x': { S: '1' }, ':y': { S: '1' } },
        ConditionExpression: 'attribute_exists(n)',
      },
      'Value provided in ExpressionAttributeValues unused in expressions: keys: {:x, :y}',
    ],
    [
      { ExpressionAttributeNames: { '#b': 's' } },
      'ExpressionAttributeNames can only be specified when using expressions',
    ],
    [
      { ExpressionAttributeValues: { ':x': { S: '1' } } },
      'ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null',
    ],
    [
      { ExpressionAttributeNames: { b: 's' }, ConditionExpression: 'attribute_exists(n)' },
      'ExpressionAttributeNames contains invalid key: Syntax error; key: "b"',
    ],
    [
      { ExpressionAttributeValues: { ':x': { N: 'x' } }, ConditionExpression: 'n = :x' },
      'ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: x for key :x',
    ],
    [
      { ExpressionAttributeValues: {}, ConditionExpression: 'attribute_exists(n)' },
      'ExpressionAttributeValues must not be empty',
    ],
    [
      { ConditionExpression: 'n = :x' },
      'Invalid ConditionExpression: An expression attribute value used in expression is not defined; attribute value: :x',
    ],
  ])('%j are refused', async (parameters, message) => {
    const error = await failure(
      local.client.send(new PutItemCommand({ TableName: 'things', Item: item, ...parameters })),
    );

    expect(error).toEqual({ name: 'ValidationException', message });
  });
});

describe('a write whose condition fails', () => {
  it('changes nothing and carries the item only where asked for', async () => {
    const withItem = await local.client
      .send(
        new PutItemCommand({
          TableName: 'things',
          Item: { ...aKey('c', '1'), n: { N: '11' } },
          ConditionExpression: 'attribute_not_exists(pk)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      )
      .catch((error: unknown) => error);
    const withoutItem = await local.client
      .send(
        new DeleteItemCommand({
          TableName: 'things',
          Key: aKey('c', '1'),
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      )
      .catch((error: unknown) => error);

    expect(withItem).toMatchObject({
      name: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      Item: { n: { N: '10' } },
    });
    expect(withoutItem).toMatchObject({ name: 'ConditionalCheckFailedException' });
    expect(withoutItem).not.toHaveProperty('Item.n');
    expect(await attempt('n = :n10')).toBe(true);
  });

  it('is judged against nothing where no item is', async () => {
    expect(await attempt('attribute_not_exists(pk)', aKey('none', '1'))).toBe(true);
    expect(await attempt('n = :n10', aKey('none', '1'))).toBe(false);
  });
});

function conditionalPut(expression: string): Promise<unknown> {
  return local.client.send(
    new PutItemCommand({
      TableName: 'things',
      Item: item,
      ConditionExpression: expression,
      ExpressionAttributeValues: { ':n2': { N: '2' } },
    }),
  );
}
