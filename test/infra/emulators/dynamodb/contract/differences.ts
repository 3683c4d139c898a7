import { aKey } from '../support/tables.ts';
import { brokenDown, conditionFailed, refused } from './contract-case.ts';

/**
 * Where other implementations do otherwise than the contract, and why it does not follow them. A
 * difference that is not listed fails the suite, and so does a listed one that is gone. Where the
 * other two part, DynamoDB's documented answer decided; where they agree with each other there is
 * nothing to list.
 */
export type Differences = ReadonlyMap<string, { readonly outcome: unknown; readonly why: string }>;

/** What the other does in each case, by the name of the case. */
type Outcomes = Readonly<Record<string, unknown>>;

const differences = (
  groups: readonly (readonly [why: string, outcomes: Outcomes])[],
): Differences =>
  new Map(
    groups.flatMap(([why, outcomes]) =>
      Object.entries(outcomes).map(([name, outcome]) => [name, { outcome, why }] as const),
    ),
  );

const conditionSyntax = (words: string) =>
  refused(`Invalid ConditionExpression: Syntax error; Expected ${words} found.`);
const updateSyntax = (words: string) =>
  refused(`Invalid UpdateExpression: Syntax error; Expected ${words} found.`);
const removal = 'the update 12 "REMOVE l[0], l[2], l[9]" applies';
const mixture = 'the update 19 "set d = a remove b add a :one delete c :x" applies';

/** dynalite 4.0.0 */
export const differencesOfDynalite = differences([
  [
    "dynalite passes on its parser generator's words; DynamoDB names token and place",
    {
      'the condition "n = " is refused': conditionSyntax(
        '"#", "(", ":", "_", or [a-zA-Z] but end of input',
      ),
      'the condition "n ! :n2" is refused': conditionSyntax(
        '"(", ".", "<", "<=", "<>", "=", ">", ">=", "BETWEEN", "IN", or "[" but "!"',
      ),
      'the condition "n = :n2 extra" is refused': conditionSyntax(
        '"AND", "OR", or end of input but "e"',
      ),
      'the update 0 "SET a :v" is refused': updateSyntax('".", "=", or "[" but ":"'),
      'the update 1 "PUT a = :v" is refused': updateSyntax(
        '"ADD", "DELETE", "REMOVE", or "SET" but "P"',
      ),
    },
  ],
  [
    'the number library of dynalite reads no leading plus',
    {
      'the number +3 is normalised': refused(
        'The parameter cannot be converted to a numeric value: +3',
      ),
    },
  ],
  [
    'dynalite counts characters where DynamoDB counts UTF-8 bytes',
    { 'an item with a sort key over 1024 bytes is refused': 'accepted' },
  ],
  [
    'dynalite compares the elements of lists by identity',
    { 'the condition "l = :list" holds': conditionFailed },
  ],
  [
    'dynalite does not check the types that an order is asked of',
    { 'the condition "n < :true" is refused': conditionFailed },
  ],
  [
    'dynalite removes one element after another, so that later indexes slip; in DynamoDB they mean the list as it was',
    { [removal]: { ...aKey(removal, '1'), l: { L: [{ S: 'b' }, { S: 'c' }] } } },
  ],
  [
    'dynalite lets one section see what another wrote; in DynamoDB all read the item as it was',
    {
      [mixture]: {
        ...aKey(mixture, '1'),
        a: { N: '2' },
        c: { SS: ['y'] },
        d: { N: '2' },
      },
    },
  ],
  [
    'dynalite checks the range and precision of numbers that are put, not of sums',
    {
      'the update 20 "ADD a :v" is refused': undefined,
      'the update 21 "ADD a :v" is refused': undefined,
    },
  ],
  [
    'dynalite lets an empty text stand for a key in a condition',
    { 'the key condition "pk = :p AND sk = :a" is refused': [] },
  ],
]);

const numbersAsWritten = '007 1.50 +3 -0 0.000 1e3 12E-4 .5 5. 1E-130 9.99E125'.split(' ');
const brokenConditions = [
  'n = ',
  'n ! :n2',
  'n = :n2 extra',
  '#x = :a',
  'foo(n)',
  'attribute_exists(:a)',
  'attribute_exists(n, s)',
  'begins_with(s)',
  'n BETWEEN :n2 AND :a',
  'contains(s, :ell) = :true',
  'size(s)',
  'if_not_exists(n, :n2) = :n2',
];
const counted = (message: string) => refused(`1 validation error detected: ${message}`);
const unusedName = (name: string) =>
  counted(`Value provided in ExpressionAttributeNames unused in expressions: keys: {${name}}`);
const overlap = (one: string) =>
  counted(
    `Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [${one}], path two: [a]`,
  );
const unfit = 'The provided expression refers to an attribute that does not exist in the item';
const invalidFunction = (name: string) =>
  refused(`Invalid KeyConditionExpression: Invalid function name; function: ${name}`);
const appended = 'the update 11 "SET l[1] = :x, l[9] = :z, l[5] = :y REMOVE l[0]" applies';
const numberSet = 'the update 16 "DELETE s :v" applies';

/** moto 5.2.5 */
export const differencesOfMoto = differences([
  [
    'moto stores a number as it was written; DynamoDB stores its value',
    Object.fromEntries(
      numbersAsWritten.map((written) => [`the number ${written} is normalised`, { N: written }]),
    ),
  ],
  [
    'moto compares members of number sets as texts; in DynamoDB 2.0 is 2',
    { [numberSet]: { ...aKey(numberSet, '1'), s: { NS: ['1', '2', '3'] } } },
  ],
  [
    'moto checks neither range nor precision of numbers that are put',
    {
      'an item with 39 digits is refused': 'accepted',
      'an item with a number too large is refused': 'accepted',
    },
  ],
  [
    'moto reads a number in exponent form as an integer when it adds, and breaks down',
    {
      'the update 20 "ADD a :v" is refused': brokenDown,
      'the update 21 "ADD a :v" is refused': brokenDown,
    },
  ],
  [
    'moto lets sets have duplicates',
    {
      'an item with a set with duplicates is refused': 'accepted',
      'an item with a number set with equal members is refused': 'accepted',
    },
  ],
  [
    'moto has other words for it; dynalite has those of the contract',
    {
      'an item with an empty number is refused': refused(
        'The parameter cannot be converted to a numeric value: ',
      ),
      'an item with an empty key is refused': refused(
        'One or more parameter values were invalid: An AttributeValue may not contain an empty string. Key: pk',
      ),
      'the key condition "pk = :p AND contains(sk, :a)" is refused': invalidFunction('contains'),
      'the key condition "pk = :p AND size(sk) = :a" is refused': invalidFunction('size'),
      'a query with no key condition is refused': refused(
        'Either KeyConditions or QueryFilter should be present',
      ),
      'the update 14 "DELETE a :v" is refused': refused(
        'Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: operator: DELETE, operand type: NUMBER',
      ),
    },
  ],
  [
    'moto counts errors where DynamoDB does not',
    {
      'an item with an empty set is refused': counted(
        'One or more parameter values were invalid: An string set  may not be empty',
      ),
      'placeholders: Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}':
        unusedName('#b'),
      'placeholders: ExpressionAttributeValues must not be empty': counted(
        'ExpressionAttributeValues must not be empty',
      ),
      'the update 2 "SET a = :v SET b = :v" is refused': counted(
        'Invalid UpdateExpression: The "SET" section can only be used once in an update expression;',
      ),
      'the update 3 "SET a = :v REMOVE a" is refused': overlap('a'),
      'the update 4 "SET a.b = :v, a = :v" is refused': overlap('a, b'),
    },
  ],
  [
    'moto looks for unused names before it looks at the names and at whether there is an expression',
    {
      'placeholders: ExpressionAttributeNames can only be specified when using expressions':
        unusedName('#b'),
      'placeholders: ExpressionAttributeNames contains invalid key: Syntax error; key: "b"':
        unusedName('b'),
    },
  ],
  [
    'moto does not look for unused values, nor at values without an expression',
    {
      'placeholders: Value provided in ExpressionAttributeValues unused in expressions: keys: {:x, :y}':
        conditionFailed,
      'placeholders: ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null':
        'accepted',
    },
  ],
  [
    'moto compares bytes in their base64 form',
    {
      'the condition "begins_with(b, :b12)" holds': conditionFailed,
      'the condition "contains(b, :b12)" holds': conditionFailed,
    },
  ],
  [
    'moto breaks down on a condition that it can not read',
    {
      ...Object.fromEntries(
        brokenConditions.map((condition) => [
          `the condition "${condition}" is refused`,
          brokenDown,
        ]),
      ),
      'placeholders: Invalid ConditionExpression: An expression attribute name used in the document path is not defined; attribute name: #a2':
        brokenDown,
      'placeholders: ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: x for key :x':
        brokenDown,
      'placeholders: Invalid ConditionExpression: An expression attribute value used in expression is not defined; attribute value: :x':
        brokenDown,
      'a transaction with an unknown name in a condition is refused': brokenDown,
    },
  ],
  [
    'moto breaks down where a condition orders different types, or measures what has no size',
    {
      'the condition "n < :hello" fails': brokenDown,
      'the condition "size(n) = :n2" fails': brokenDown,
      'the condition "size(absent) = :n2" fails': brokenDown,
    },
  ],
  [
    'moto does not check the operands of a condition that it can read',
    {
      'the condition "" is refused': 'holds',
      'the condition "n = n" is refused': 'holds',
      'the condition "begins_with(s, :n2)" is refused': conditionFailed,
      'the condition "n < :true" is refused': conditionFailed,
      'the condition "attribute_type(n, :a)" is refused': conditionFailed,
      'the condition "n BETWEEN :n11 AND :n2" is refused': conditionFailed,
    },
  ],
  [
    'moto appends list elements in the order of the expression; DynamoDB in the order of their numbers',
    {
      [appended]: {
        ...aKey(appended, '1'),
        l: { L: [{ S: 'x' }, { S: 'c' }, { S: 'z' }, { S: 'y' }] },
      },
    },
  ],
  [
    'moto checks an update against the item before it checks the expression by itself',
    {
      'the update 5 "SET a.b = :v, a[0] = :v" is refused': refused(
        'The document path provided in the update expression is invalid for update',
      ),
      'the update 8 "SET a = a + :v" is refused': refused(
        'Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: +, operand type: S',
      ),
      'the update 11 "SET a = a + :v" is refused': refused(unfit),
      'the update 12 "SET a = list_append(a, :v)" is refused': refused(unfit),
      'the update 13 "ADD a :v" is refused': refused(
        'An operand in the update expression has an incorrect data type',
      ),
    },
  ],
  [
    'the grammar of moto knows values, functions and parentheses in fewer places',
    {
      'the update 15 "SET a = if_not_exists(:v, :v)" is refused': refused(
        'Invalid UpdateExpression: Syntax error; token: ":v", near: "(:v,"',
      ),
      'the update 16 "SET a = size(a)" is refused': refused(
        'Invalid UpdateExpression: Syntax error; token: "(", near: "size(a"',
      ),
      'the update 21 "SET a = (a + :v)" applies': brokenDown,
      'a query finds keys from, mirrored': refused(
        'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition',
      ),
    },
  ],
  ['moto lets a path go through a text', { 'the update 18 "SET a.b = :v" is refused': undefined }],
  [
    'moto needs an update expression, which DynamoDB does not',
    { 'an update without an expression makes the item': brokenDown },
  ],
  [
    'moto does not check key conditions, filters, starts and limits against the schema',
    {
      'the key condition "pk = :p AND pk = :a" is refused': [],
      'the key condition "pk = :p OR sk = :a" is refused': brokenDown,
      'the key condition "pk = :p AND NOT sk = :a" is refused': brokenDown,
      'a query with a filter on the key is refused': [],
      'a query with a key value of another type is refused': [],
      'a query with a start outside of the partition is refused': [],
      'a query with an incomplete start is refused': [],
      'a query with a limit of 0 is refused': brokenDown,
    },
  ],
  [
    'moto looks ahead whether a page is the last; DynamoDB, and dynalite, name a last key whenever the limit is reached',
    {
      'a query finds a partition in pages, the last of which is full': [
        ['a', 'b'],
        ['c', 'd'],
      ],
    },
  ],
  [
    'moto answers the first unfit update of a transaction as if it stood alone',
    { 'a transaction is cancelled by an update that does not fit its item': refused(unfit) },
  ],
  [
    'moto does not know client tokens',
    {
      'a transaction repeated under one client token takes effect once': {
        ended: 'committed',
        left: ['a=3'],
      },
      'a client token refuses another content': ['accepted', ['a', 'b']],
    },
  ],
  [
    'moto checks neither that a transaction has actions nor what it weighs',
    {
      'a transaction with no action is refused': [],
      // The answer is what the partition's first page of 1 MB holds.
      'a transaction with more than 4 MB is refused': ['0', '1'],
    },
  ],
  [
    'moto does not look at what time to live was before it sets it, and names the attribute of one that is off',
    {
      'time to live is off once switched off': {
        TimeToLiveStatus: 'DISABLED',
        AttributeName: 'expires_at',
      },
      'time to live is not switched on twice': { Enabled: true, AttributeName: 'expires_at' },
      'time to live is not switched off twice': { Enabled: false, AttributeName: 'expires_at' },
      'time to live has one attribute': { Enabled: true, AttributeName: 'other' },
    },
  ],
]);
