import { setImmediate } from 'node:timers/promises';
import { TransactGetItemsCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type {
  OrderedLevel,
  StoreOperation,
} from '../../../../infra/emulators/dynamodb/storage/store.ts';
import { type LocalDatabase, openLocalDatabase } from './support/local-database.ts';
import { aKey, aTable, createTable, put } from './support/tables.ts';

const hook = { holdNextBatch: false, letGo: (): void => undefined };
let local: LocalDatabase;

/**
 * Batches are written by a thread of their own: one may become visible between two reads of one
 * turn. Here the batch that is held becomes visible after the first read that meets it.
 */
function tearing(level: OrderedLevel): OrderedLevel {
  let held: readonly StoreOperation[] | undefined;
  let readsMeanwhile = 0;
  return {
    open: () => level.open(),
    iterator: (options) => level.iterator(options),
    clear: (options) => level.clear(options),
    getSync(key, options) {
      const operation = held?.find((candidate) => candidate.key.equals(key));
      if (operation === undefined) return level.getSync(key, options);
      readsMeanwhile += 1;
      if (readsMeanwhile === 1) return level.getSync(key, options);
      return operation.type === 'put' ? operation.value : undefined;
    },
    async batch(operations, options) {
      if (hook.holdNextBatch) {
        hook.holdNextBatch = false;
        held = operations;
        await new Promise<void>((resolve) => (hook.letGo = resolve));
      }
      await level.batch(operations, options);
      held = undefined;
    },
  };
}

beforeEach(async () => {
  local = await openLocalDatabase(tearing);
  await createTable(local.client, aTable({ TableName: 'accounts' }));
  await put(local.client, 'accounts', { ...aKey('account', 'ann'), balance: { N: '10' } });
  await put(local.client, 'accounts', { ...aKey('account', 'bob'), balance: { N: '5' } });
});

afterEach(() => local.dispose());

const transfer = (amount: string) =>
  local.client.send(
    new TransactWriteItemsCommand({
      TransactItems: [
        ['ann', '-'],
        ['bob', '+'],
      ].map(([name = '', sign = '']) => ({
        Update: {
          TableName: 'accounts',
          Key: aKey('account', name),
          UpdateExpression: `SET balance = balance ${sign} :amount`,
          ExpressionAttributeValues: { ':amount': { N: amount } },
        },
      })),
    }),
  );

const readBoth = async (): Promise<(string | undefined)[]> => {
  const answer = await local.client.send(
    new TransactGetItemsCommand({
      TransactItems: ['ann', 'bob'].map((name) => ({
        Get: { TableName: 'accounts', Key: aKey('account', name) },
      })),
    }),
  );
  return (answer.Responses ?? []).map(({ Item }) => Item?.['balance']?.N);
};

/** Lets everything go as far as it gets without the held batch. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await setImmediate();
}

it('shows a reading transaction all or nothing of a batch that is being written', async () => {
  hook.holdNextBatch = true;
  const writing = transfer('3');
  await settle();
  expect(hook.holdNextBatch).toBe(false);
  const reading = readBoth();
  await settle();
  hook.letGo();

  const balances = await reading;

  await writing;
  expect(['10 and 5', '7 and 8']).toContain(balances.join(' and '));
});
