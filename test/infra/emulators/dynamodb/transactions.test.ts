import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { TransactWriteItem, TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLocalDatabase } from './support/local-database.ts';
import type { LocalDatabase } from './support/local-database.ts';
import { aKey, aTable, createTable, failure, put, read } from './support/tables.ts';
import type { Item } from './support/tables.ts';

let local: LocalDatabase;

beforeAll(async () => {
  local = await openLocalDatabase();
  await createTable(local.client, aTable({ TableName: 'accounts' }));
  await createTable(local.client, aTable({ TableName: 'ledger' }));
});

const account = (name: string, balance: string): Item => ({
  ...aKey('account', name),
  balance: { N: balance },
});

beforeEach(async () => {
  await put(local.client, 'accounts', account('ann', '10'));
  await put(local.client, 'accounts', account('bob', '5'));
});

afterAll(() => local.dispose());

const transfer = (from: string, to: string, amount: string): TransactWriteItem[] => {
  const update = (name: string, expression: string, condition: string): TransactWriteItem => ({
    Update: {
      TableName: 'accounts',
      Key: aKey('account', name),
      UpdateExpression: expression,
      ConditionExpression: condition,
      ExpressionAttributeValues: { ':a': { N: amount } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  });
  return [
    update(from, 'SET balance = balance - :a', 'balance >= :a'),
    update(to, 'SET balance = balance + :a', 'balance < :a OR balance >= :a'),
  ];
};

const transact = (
  TransactItems: TransactWriteItem[],
  more: Partial<TransactWriteItemsCommandInput> = {},
) => local.client.send(new TransactWriteItemsCommand({ TransactItems, ...more }));

const balances = async (): Promise<(string | undefined)[]> => {
  const ann = await read(local.client, 'accounts', aKey('account', 'ann'));
  const bob = await read(local.client, 'accounts', aKey('account', 'bob'));
  return [ann?.['balance']?.N, bob?.['balance']?.N];
};

describe('a transaction', () => {
  it('applies puts, updates and deletes over several tables together', async () => {
    await put(local.client, 'ledger', aKey('old', '1'));

    await transact([
      ...transfer('ann', 'bob', '3'),
      { Put: { TableName: 'ledger', Item: { ...aKey('entry', '1'), amount: { N: '3' } } } },
      { Delete: { TableName: 'ledger', Key: aKey('old', '1') } },
      {
        ConditionCheck: {
          TableName: 'ledger',
          Key: aKey('frozen', '1'),
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
    ]);

    expect(await balances()).toEqual(['7', '8']);
    expect(await read(local.client, 'ledger', aKey('entry', '1'))).toBeDefined();
    expect(await read(local.client, 'ledger', aKey('old', '1'))).toBeUndefined();
    expect(await read(local.client, 'ledger', aKey('frozen', '1'))).toBeUndefined();
  });

  it('applies nothing when one condition fails, and says which', async () => {
    const error = await transact([
      { Put: { TableName: 'ledger', Item: aKey('refused', '1') } },
      ...transfer('ann', 'bob', '11'),
    ]).catch((caught: unknown) => caught);

    expect(error).toMatchObject({
      name: 'TransactionCanceledException',
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, None]',
      CancellationReasons: [
        { Code: 'None' },
        {
          Code: 'ConditionalCheckFailed',
          Message: 'The conditional request failed',
          Item: account('ann', '10'),
        },
        { Code: 'None' },
      ],
    });
    expect(await balances()).toEqual(['10', '5']);
    expect(await read(local.client, 'ledger', aKey('refused', '1'))).toBeUndefined();
  });

  it('applies nothing when an update does not fit its item', async () => {
    const error = await transact([
      { Put: { TableName: 'ledger', Item: aKey('refused', '2') } },
      {
        Update: {
          TableName: 'accounts',
          Key: aKey('account', 'ann'),
          UpdateExpression: 'SET balance = absent + :a',
          ExpressionAttributeValues: { ':a': { N: '1' } },
        },
      },
    ]).catch((caught: unknown) => caught);

    expect(error).toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [
        { Code: 'None' },
        {
          Code: 'ValidationError',
          Message: 'The provided expression refers to an attribute that does not exist in the item',
        },
      ],
    });
    expect(await read(local.client, 'ledger', aKey('refused', '2'))).toBeUndefined();
  });

  it('takes 100 actions and refuses 101', async () => {
    const puts = (count: number): TransactWriteItem[] =>
      Array.from({ length: count }, (_, n) => ({
        Put: { TableName: 'ledger', Item: aKey('many', String(n)) },
      }));

    await transact(puts(100));
    const error = await failure(transact(puts(101)));

    expect(await read(local.client, 'ledger', aKey('many', '99'))).toBeDefined();
    expect(error.name).toBe('ValidationException');
    expect(error.message).toContain('Member must have length less than or equal to 100');
  });

  it('weighs 4 MB at most', async () => {
    const heavy = Array.from({ length: 11 }, (_, n) => ({
      Put: {
        TableName: 'ledger',
        Item: { ...aKey('heavy', String(n)), v: { S: 'x'.repeat(400_000) } },
      },
    }));

    const error = await failure(transact(heavy));

    expect(error).toEqual({
      name: 'ValidationException',
      message: 'Transaction request size exceeds the maximum of 4 MB',
    });
    expect(await read(local.client, 'ledger', aKey('heavy', '0'))).toBeUndefined();
  });

  it.each<[string, TransactWriteItem[], string]>([
    [
      'two actions on one item',
      [
        { Put: { TableName: 'ledger', Item: aKey('twice', '1') } },
        { Delete: { TableName: 'ledger', Key: aKey('twice', '1') } },
      ],
      'Transaction request cannot include multiple operations on one item',
    ],
    [
      'an action of two kinds',
      [
        {
          Put: { TableName: 'ledger', Item: aKey('a', '1') },
          Delete: { TableName: 'ledger', Key: aKey('a', '1') },
        },
      ],
      'TransactItems can only contain one of Check, Put, Update or Delete',
    ],
    [
      'no action',
      [],
      "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'a check without a condition',
      [
        {
          ConditionCheck: {
            TableName: 'ledger',
            Key: aKey('a', '1'),
            ConditionExpression: undefined,
          },
        },
      ],
      "1 validation error detected: Value null at 'conditionExpression' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a malformed condition',
      [
        {
          Delete: { TableName: 'ledger', Key: aKey('a', '1'), ConditionExpression: 'status = a' },
        },
      ],
      'Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword: status',
    ],
  ])('is refused with %s', async (_, actions, message) => {
    expect(await failure(transact(actions))).toEqual({ name: 'ValidationException', message });
  });
});

describe('transactions at the same time', () => {
  it('let exactly one have what only one can have', async () => {
    const attempts = Array.from({ length: 20 }, (_, n) =>
      transact([
        {
          Put: {
            TableName: 'ledger',
            Item: { ...aKey('lock', '1'), owner: { N: String(n) } },
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
      ]),
    );

    const outcomes = await Promise.allSettled(attempts);

    const winners = outcomes.flatMap(({ status }, n) => (status === 'fulfilled' ? [n] : []));
    const stored = await read(local.client, 'ledger', aKey('lock', '1'));
    expect(winners).toHaveLength(1);
    expect(stored?.['owner']).toEqual({ N: String(winners[0]) });
  });

  it('never overdraw', async () => {
    const attempts = Array.from({ length: 20 }, () => transact(transfer('ann', 'bob', '3')));

    const outcomes = await Promise.allSettled(attempts);

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(await balances()).toEqual(['1', '14']);
  });
});

describe('a client token', () => {
  it('makes a repeated transaction take effect once, also after a restart', async () => {
    const token = { ClientRequestToken: 'token-1' };

    await transact(transfer('ann', 'bob', '1'), token);
    await transact(transfer('ann', 'bob', '1'), token);
    await local.reopen();
    await transact(transfer('ann', 'bob', '1'), token);

    expect(await balances()).toEqual(['9', '6']);
  });

  it('refuses another content', async () => {
    const token = { ClientRequestToken: 'token-2' };
    await transact(transfer('ann', 'bob', '1'), token);

    const error = await failure(transact(transfer('ann', 'bob', '2'), token));

    expect(error.name).toBe('IdempotentParameterMismatchException');
    expect(await balances()).toEqual(['9', '6']);
  });

  it('is forgotten after ten minutes', async () => {
    const token = { ClientRequestToken: 'token-3' };
    await transact(transfer('ann', 'bob', '1'), token);
    local.clock.time += 10 * 60 * 1000 - 1;
    await transact(transfer('ann', 'bob', '1'), token);
    expect(await balances()).toEqual(['9', '6']);

    local.clock.time += 1;
    await transact(transfer('ann', 'bob', '1'), token);

    expect(await balances()).toEqual(['8', '7']);
  });

  it('of a cancelled transaction can be used again', async () => {
    const token = { ClientRequestToken: 'token-4' };
    const actions = transfer('ann', 'bob', '50');
    await failure(transact(actions, token));
    await put(local.client, 'accounts', account('ann', '60'));

    await transact(actions, token);

    expect(await balances()).toEqual(['10', '55']);
  });

  it('is at most 36 characters long', async () => {
    const error = await failure(
      transact(transfer('ann', 'bob', '1'), { ClientRequestToken: 'x'.repeat(37) }),
    );

    expect(error.message).toContain('Member must have length less than or equal to 36');
  });
});
