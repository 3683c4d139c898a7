import {
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../support/emulators/dynamodb-faults.ts';
import { openLocalDatabase } from './support/local-database.ts';
import type { LocalDatabase } from './support/local-database.ts';
import { aKey, aTable, createTable, failure, put, read } from './support/tables.ts';

let local: LocalDatabase;

beforeAll(async () => {
  local = await openLocalDatabase();
  await createTable(local.client, aTable({ TableName: 'things' }));
});

beforeEach(() => local.inject(undefined));

afterAll(() => local.dispose());

describe('an injected fault', () => {
  it.each<[Fault, string, boolean]>([
    [{ kind: 'throttle' }, 'ProvisionedThroughputExceededException', false],
    [{ kind: 'conflict' }, 'TransactionConflictException', false],
    [{ kind: 'not-applied' }, 'InternalServerError', false],
    [{ kind: 'applied' }, 'InternalServerError', true],
  ])('%j answers with its error, and applies the write or not', async (fault, name, isApplied) => {
    const key = aKey('fault', fault.kind);
    local.inject(({ operation }) => (operation === 'PutItem' ? fault : undefined));

    const error = await failure(put(local.client, 'things', key));

    expect(error.name).toBe(name);
    expect((await read(local.client, 'things', key)) !== undefined).toBe(isApplied);
  });

  it('of a conflict cancels a transaction and names the action', async () => {
    local.inject(({ operation }) =>
      operation === 'TransactWriteItems' ? { kind: 'conflict', action: 1 } : undefined,
    );

    const error = await local.client
      .send(
        new TransactWriteItemsCommand({
          TransactItems: ['1', '2'].map((sk) => ({
            Put: { TableName: 'things', Item: aKey('conflict', sk) },
          })),
        }),
      )
      .catch((caught: unknown) => caught);

    expect(error).toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' },
      ],
    });
    expect(await read(local.client, 'things', aKey('conflict', '1'))).toBeUndefined();
  });

  it('is decided by the request and asked for each attempt', async () => {
    const seen: unknown[] = [];
    local.inject(({ operation, input }) => {
      seen.push([operation, input]);
      return undefined;
    });

    await local.client.send(new GetItemCommand({ TableName: 'things', Key: aKey('a', 'b') }));

    expect(seen).toEqual([['GetItem', { TableName: 'things', Key: aKey('a', 'b') }]]);
  });

  it('of the program itself is an internal error without details', async () => {
    let isBroken = false;
    const broken = await openLocalDatabase((level) => ({
      open: () => level.open(),
      batch: (operations, options) => level.batch(operations, options),
      iterator: (options) => level.iterator(options),
      clear: (options) => level.clear(options),
      getSync: (key, options) => {
        if (isBroken) throw new Error('Something is broken inside.');
        return level.getSync(key, options);
      },
    }));
    await createTable(broken.client, aTable({ TableName: 'things' }));
    isBroken = true;

    const error = await failure(put(broken.client, 'things', aKey('a', 'b')));

    expect(error).toEqual({ name: 'InternalServerError', message: 'Internal server error' });
    expect(broken.defects).toEqual([new Error('Something is broken inside.')]);
    await broken.dispose();
  });

  it('applied and then answered with an error is undone by nobody: a condition finds it', async () => {
    const command = new PutItemCommand({
      TableName: 'things',
      Item: aKey('once', '1'),
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    local.inject(() => ({ kind: 'applied' }));
    await failure(local.client.send(command));
    local.inject(undefined);

    const error = await failure(local.client.send(command));

    expect(error.name).toBe('ConditionalCheckFailedException');
  });
});
