import { brokenDown, conditionFailed, refused } from './contract-case.ts';
import { aKey } from '../support/tables.ts';

interface Difference { readonly outcome: unknown; readonly why: string }
export type Differences = ReadonlyMap<string, Difference>;
export const differencesOfMoto: Differences = new Map();
const itsParser = "dynalite passes on its parser generator's words; DynamoDB names token and place";
const noCheckOfSums =
  'dynalite checks the range and precision of numbers that are put, not of sums';
const removal = 'the update 12 "REMOVE l[0], l[2], l[9]" applies';
const mixture = 'the update 19 "set d = a remove b add a :one delete c :x" applies';
const conditionSyntax = (words: string) =>
  refused(`Invalid ConditionExpression: Syntax error; Expected ${words} found.`);
const updateSyntax = (words: string) =>
  refused(`Invalid UpdateExpression: Syntax error; Expected ${words} found.`);

/** Where dynalite 4.0.0 does otherwise, and why the local DynamoDB does not follow it. */
export const differencesOfDynalite: Differences = new Map<string, Difference>([
  [
    'the number +3 is normalised',
    {
      outcome: refused('The parameter cannot be converted to a numeric value: +3'),
      why: 'the number library of dynalite reads no leading plus',
    },
  ],
  [
    'an item with a sort key over 1024 bytes is refused',
    { outcome: 'accepted', why: 'dynalite counts characters where DynamoDB counts UTF-8 bytes' },
  ],
  [
    'the condition "l = :list" holds',
    {
      outcome: {
        error: 'ConditionalCheckFailedException',
        message: 'The conditional request failed',
      },
      why: 'dynalite compares the elements of lists by identity',
    },
  ],
  [
    'the condition "n = " is refused',
    {
      outcome: conditionSyntax('"#", "(", ":", "_", or [a-zA-Z] but end of input'),
      why: itsParser,
    },
  ],
  [
    'the condition "n ! :n2" is refused',
    {
      outcome: conditionSyntax(
        '"(", ".", "<", "<=", "<>", "=", ">", ">=", "BETWEEN", "IN", or "[" but "!"',
      ),
      why: itsParser,
    },
  ],
  [
    'the condition "n = :n2 extra" is refused',
    { outcome: conditionSyntax('"AND", "OR", or end of input but "e"'), why: itsParser },
  ],
  [
    'the condition "n < :true" is refused',
    {
      outcome: {
        error: 'ConditionalCheckFailedException',
        message: 'The conditional request failed',
      },
      why: 'dynalite does not check the types that an order is asked of',
    },
  ],
  [
    removal,
    {
      outcome: { ...aKey(removal, '1'), l: { L: [{ S: 'b' }, { S: 'c' }] } },
      why: 'dynalite removes one element after another, so that later indexes slip; in DynamoDB they mean the list as it was',
    },
  ],
  [
    mixture,
    {
      outcome: {
        ...aKey(mixture, '1'),
        a: { N: '2' },
        c: { SS: ['y'] },
        d: { N: '2' },
      },
      why: 'dynalite lets one section see what another wrote; in DynamoDB all read the item as it was',
    },
  ],
  [
    'the update 0 "SET a :v" is refused',
    { outcome: updateSyntax('".", "=", or "[" but ":"'), why: itsParser },
  ],
  [
    'the update 1 "PUT a = :v" is refused',
    { outcome: updateSyntax('"ADD", "DELETE", "REMOVE", or "SET" but "P"'), why: itsParser },
  ],
  ['the update 20 "ADD a :v" is refused', { outcome: undefined, why: noCheckOfSums }],
  ['the update 21 "ADD a :v" is refused', { outcome: undefined, why: noCheckOfSums }],
  [
    'the key condition "pk = :p AND sk = :a" is refused',
    { outcome: [], why: 'dynalite lets an empty text stand for a key in a condition' },
  ],
]);
