import {
  type AttributeValue,
  type ReturnValue,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalDatabase, openLocalDatabase } from './support/local-database.ts';
import { aKey, aTable, createTable, failure, type Item, put, read } from './support/tables.ts';

let local: LocalDatabase;
let serial = 0;

beforeAll(async () => {
  local = await openLocalDatabase();
  await createTable(local.client, aTable({ TableName: 'things' }));
});

afterAll(() => local.dispose());

interface Change {
  readonly before?: Item;
  readonly update: string;
  readonly names?: Record<string, string>;
  readonly values?: Record<string, AttributeValue>;
  readonly returns?: ReturnValue;
}

async function update(change: Change) {
  serial += 1;
  const key = aKey('u', String(serial));
  if (change.before !== undefined) await put(local.client, 'things', { ...key, ...change.before });
  const input: UpdateItemCommandInput = {
    TableName: 'things',
    Key: key,
    UpdateExpression: change.update,
    ...(change.names === undefined ? {} : { ExpressionAttributeNames: change.names }),
    ...(change.values === undefined ? {} : { ExpressionAttributeValues: change.values }),
    ...(change.returns === undefined ? {} : { ReturnValues: change.returns }),
  };
  const answer = await local.client.send(new UpdateItemCommand(input));
  const stored = await read(local.client, 'things', key);
  const { pk: _pk, sk: _sk, ...after } = stored ?? {};
  return { after, attributes: answer.Attributes };
}

const list = (...values: string[]): AttributeValue => ({ L: values.map((S) => ({ S })) });

describe('an update expression', () => {
  it.each<[Change, Item]>([
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
  ])('%j', async (change, expected) => {
    const { after } = await update(change);

    expect(after).toEqual(expected);
  });

  it('creates the item with its key when there is none', async () => {
    await local.client.send(
      new UpdateItemCommand({ TableName: 'things', Key: aKey('fresh', '1') }),
    );

    expect(await read(local.client, 'things', aKey('fresh', '1'))).toEqual(aKey('fresh', '1'));
  });
});

describe('an update returns', () => {
  const change: Change = {
    before: { a: { N: '1' }, m: { M: { x: { N: '1' }, y: { N: '2' } } }, k: { S: 'k' } },
    update: 'SET a = :v, m.x = :v REMOVE m.y',
    values: { ':v': { N: '9' } },
  };

  it.each<[ReturnValue, Item | undefined]>([
    ['NONE', undefined],
    ['UPDATED_OLD', { a: { N: '1' }, m: { M: { x: { N: '1' }, y: { N: '2' } } } }],
    ['UPDATED_NEW', { a: { N: '9' }, m: { M: { x: { N: '9' } } } }],
  ])('%s', async (returns, expected) => {
    const { attributes } = await update({ ...change, returns });

    expect(attributes).toEqual(expected);
  });

  it('the whole item for ALL_OLD and ALL_NEW', async () => {
    const { attributes: old } = await update({ ...change, returns: 'ALL_OLD' });
    const { attributes: fresh } = await update({ ...change, returns: 'ALL_NEW' });

    expect(old).toMatchObject({ pk: { S: 'u' }, a: { N: '1' }, k: { S: 'k' } });
    expect(fresh).toMatchObject({ pk: { S: 'u' }, a: { N: '9' }, m: { M: { x: { N: '9' } } } });
  });

  it('no old attributes of an item that was not there', async () => {
    const { attributes } = await update({
      update: 'SET a = :v',
      values: { ':v': { N: '1' } },
      returns: 'ALL_OLD',
    });

    expect(attributes).toBeUndefined();
  });
});

describe('an update is refused', () => {
  const syntax = 'Invalid UpdateExpression: ';
  const wrongType = 'An operand in the update expression has an incorrect data type';
  const wrongOperand = `${syntax}Incorrect operand type for operator or function; `;
  const badPath = 'The document path provided in the update expression is invalid for update';
  const n1 = { ':v': { N: '1' } };

  it.each<[Change, string]>([
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
    [
      { update: 'DELETE a :v', values: n1 },
      `${wrongOperand}operator: DELETE, operand type: NUMBER`,
    ],
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
  ])('%#', async (change, message) => {
    const error = await failure(update(change));

    expect(error).toEqual({ name: 'ValidationException', message });
  });
});
