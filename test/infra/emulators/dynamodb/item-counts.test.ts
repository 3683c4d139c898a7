import {
  DescribeTableCommand,
  TransactWriteItemsCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { ClassicLevel } from 'classic-level';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrderedLevel } from '../../../../infra/emulators/dynamodb/storage/store.ts';
import { openLocalDatabase, startOfTest } from './support/local-database.ts';
import type { LocalDatabase } from './support/local-database.ts';
import { aKey, aTableWithIndex, createTable, put } from './support/tables.ts';

let local: LocalDatabase;

let walks: number;

const countingWalks = (level: OrderedLevel): OrderedLevel => ({
  open: () => level.open(),
  getSync: (key, options) => level.getSync(key, options),
  batch: (operations, options) => level.batch(operations, options),
  clear: (options) => level.clear(options),
  iterator: (options) => {
    walks += 1;
    return level.iterator(options);
  },
});

beforeEach(async () => {
  local = await openLocalDatabase(countingWalks);
  await createTable(local.client, aTableWithIndex('things', { ProjectionType: 'ALL' }));
});

afterEach(() => local.dispose());

const counts = async (): Promise<(number | undefined)[]> => {
  const { Table } = await local.client.send(new DescribeTableCommand({ TableName: 'things' }));
  const index = Table?.GlobalSecondaryIndexes?.[0];
  return [Table?.ItemCount, Table?.TableSizeBytes, index?.ItemCount, index?.IndexSizeBytes];
};

const owned = (sk: string) => ({ ...aKey('p', sk), owner: { S: 'ann' }, rank: { S: 'a' } });

/** Leaves the files as they were written when no counts were kept. */
const forgetCounts = async (): Promise<void> => {
  await local.whileClosed(async (directory) => {
    const level = new ClassicLevel(directory);
    await level.del('s\u0000\u0000\u0000\u0001');
    await level.close();
  });
};

describe('the counts of a table', () => {
  it('are told without a walk over the items, also as the first thing after a restart', async () => {
    await put(local.client, 'things', owned('1'));
    await local.reopen();
    walks = 0;

    const told = await counts();

    expect(told).toEqual([1, 19, 1, 19]);
    expect(walks).toBe(0);
  });

  it('follow puts, transactions and expiry', async () => {
    await local.client.send(
      new UpdateTimeToLiveCommand({
        TableName: 'things',
        TimeToLiveSpecification: { Enabled: true, AttributeName: 't' },
      }),
    );
    for (const sk of ['1', '2', '3', '4']) await put(local.client, 'things', owned(sk));
    expect(await counts()).toEqual([4, 76, 4, 76]);

    await local.client.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Delete: { TableName: 'things', Key: aKey('p', '1') } },
          { Delete: { TableName: 'things', Key: aKey('p', 'absent') } },
          { Put: { TableName: 'things', Item: aKey('p', '2') } },
        ],
      }),
    );
    expect(await counts()).toEqual([3, 44, 2, 38]);

    const t = { N: String(startOfTest / 1000) };
    await put(local.client, 'things', { ...owned('3'), t });
    await local.database().sweepExpired();
    expect(await counts()).toEqual([2, 25, 1, 19]);
  });

  it('are made up for a store that was filled before counts were kept', async () => {
    await put(local.client, 'things', owned('1'));
    await forgetCounts();

    await put(local.client, 'things', owned('2'));

    expect(await counts()).toEqual([2, 38, 2, 38]);
    await put(local.client, 'things', owned('3'));
    expect(await counts()).toEqual([3, 57, 3, 57]);
  });
});
