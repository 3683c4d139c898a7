import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue, PutItemCommandInput } from '@aws-sdk/client-dynamodb';
import { aKey } from '../support/tables.ts';
import { conditionFailed, refused } from './contract-case.ts';
import type { ContractCase } from './contract-case.ts';

const item = {
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

const holding: readonly string[] = [
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
];

const failing: readonly string[] = [
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
];

const wrongType = 'Incorrect operand type for operator or function; ';

const malformed: readonly (readonly [expression: string, message: string])[] = [
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
  [
    'contains(s, :ell) = :true',
    'The function is not allowed to be used this way in an expression; function: contains',
  ],
  ['size(s)', 'The function is not allowed to be used this way in an expression; function: size'],
  ['if_not_exists(n, :n2) = :n2', 'Invalid function name; function: if_not_exists'],
];

const misplaced: readonly (readonly [parameters: Partial<PutItemCommandInput>, message: string])[] =
  [
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
  ];

const usedValues = (expression: string): Record<string, AttributeValue> | undefined => {
  const names = expression.match(/:\w+/g) ?? [];
  if (names.length === 0) return undefined;
  return Object.fromEntries(names.map((name) => [name, values[name] ?? { S: 'undefined' }]));
};

/** A removal under the condition: the one write that needs no other expression anywhere. */
const conditionCase = (title: string, expression: string, expected: unknown): ContractCase => {
  const name = `the condition "${expression}" ${title}`;
  const key = aKey(name, '1');
  const ExpressionAttributeValues = usedValues(expression);
  const command = new DeleteItemCommand({
    TableName: 'things',
    Key: key,
    ConditionExpression: expression,
    ...(ExpressionAttributeValues === undefined ? {} : { ExpressionAttributeValues }),
  });
  return {
    name,
    items: [{ ...key, ...item }],
    run: async (client) => {
      await client.send(command);
      return 'holds';
    },
    expected,
  };
};

const placeholderCase = (
  parameters: Partial<PutItemCommandInput>,
  message: string,
): ContractCase => {
  const name = `placeholders: ${message}`;
  const command = new PutItemCommand({
    TableName: 'things',
    Item: aKey(name, '1'),
    ...parameters,
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

/** Conditions, their syntax, and the placeholders that they use. */
export const conditionCases: readonly ContractCase[] = [
  ...holding.map((expression) => conditionCase('holds', expression, 'holds')),
  ...failing.map((expression) => conditionCase('fails', expression, conditionFailed)),
  ...malformed.map(([expression, message]) =>
    conditionCase('is refused', expression, refused(`Invalid ConditionExpression: ${message}`)),
  ),
  ...misplaced.map(([parameters, message]) => placeholderCase(parameters, message)),
];
