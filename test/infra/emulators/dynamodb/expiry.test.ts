import {
  DescribeTimeToLiveCommand,
  UpdateItemCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLocalDatabase, startOfTest } from './support/local-database.ts';
import type { LocalDatabase } from './support/local-database.ts';
import { aKey, aTable, createTable, failure, put, read } from './support/tables.ts';
import type { Item } from './support/tables.ts';

let local: LocalDatabase;
const nowSeconds = startOfTest / 1000;

beforeEach(async () => {
  local = await openLocalDatabase();
  await createTable(
    local.client,
    aTable({
      TableName: 'things',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
});

afterEach(() => local.dispose());

const setExpiry = (Enabled: boolean, AttributeName = 'expires_at') =>
  local.client.send(
    new UpdateTimeToLiveCommand({
      TableName: 'things',
      TimeToLiveSpecification: { Enabled, AttributeName },
    }),
  );

const left = async (keys: string[]): Promise<string[]> => {
  const items = await Promise.all(keys.map((sk) => read(local.client, 'things', aKey('p', sk))));
  return keys.filter((_, at) => items[at] !== undefined);
};

const expiring = (sk: string, expires_at: Item[string]): Item => ({ ...aKey('p', sk), expires_at });

describe('the sweep', () => {
  it('deletes what is due, and only that', async () => {
    await setExpiry(true);
    const fiveYears = 5 * 365 * 24 * 60 * 60;
    await put(local.client, 'things', expiring('due', { N: String(nowSeconds) }));
    await put(local.client, 'things', expiring('past', { N: String(nowSeconds - 100) }));
    await put(local.client, 'things', expiring('fraction', { N: `${nowSeconds - 1}.5` }));
    await put(local.client, 'things', expiring('later', { N: String(nowSeconds + 1) }));
    await put(
      local.client,
      'things',
      expiring('ancient', { N: String(nowSeconds - fiveYears - 1) }),
    );
    await put(local.client, 'things', expiring('text', { S: String(nowSeconds - 100) }));
    await put(local.client, 'things', aKey('p', 'none'));

    const swept = await local.database().sweepExpired();

    expect(swept).toBe(3);
    expect(await left(['due', 'past', 'fraction', 'later', 'ancient', 'text', 'none'])).toEqual([
      'later',
      'ancient',
      'text',
      'none',
    ]);
  });

  it('follows an expiry that was moved or taken away', async () => {
    await setExpiry(true);
    await put(local.client, 'things', expiring('moved', { N: String(nowSeconds) }));
    await put(local.client, 'things', expiring('kept', { N: String(nowSeconds) }));
    await local.client.send(
      new UpdateItemCommand({
        TableName: 'things',
        Key: aKey('p', 'moved'),
        UpdateExpression: 'SET expires_at = expires_at + :more',
        ExpressionAttributeValues: { ':more': { N: '60' } },
      }),
    );
    await local.client.send(
      new UpdateItemCommand({
        TableName: 'things',
        Key: aKey('p', 'kept'),
        UpdateExpression: 'REMOVE expires_at',
      }),
    );

    expect(await local.database().sweepExpired()).toBe(0);
    local.clock.time += 60_000;
    expect(await local.database().sweepExpired()).toBe(1);

    expect(await left(['moved', 'kept'])).toEqual(['kept']);
  });

  it('tells the feed that the service deleted', async () => {
    await setExpiry(true);
    const item = expiring('due', { N: String(nowSeconds) });
    await put(local.client, 'things', item);

    await local.database().sweepExpired();

    const [insert, remove] = await local.database().readChanges('0', 10);
    expect(insert).not.toHaveProperty('userIdentity');
    expect(remove).toMatchObject({
      eventName: 'REMOVE',
      userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
      dynamodb: { OldImage: item },
    });
  });

  it('deletes hundreds in one go', async () => {
    await setExpiry(true);
    await Promise.all(
      Array.from({ length: 250 }, (_, n) =>
        put(local.client, 'things', expiring(String(n), { N: String(nowSeconds - n) })),
      ),
    );

    expect(await local.database().sweepExpired()).toBe(250);
    expect(await local.database().sweepExpired()).toBe(0);
  });
});

describe('time to live', () => {
  it('covers items that were there before it was switched on', async () => {
    await put(local.client, 'things', expiring('early', { N: String(nowSeconds) }));

    await setExpiry(true);

    expect(await local.database().sweepExpired()).toBe(1);
  });

  it('stays on after a restart and ends when switched off', async () => {
    await setExpiry(true);
    await put(local.client, 'things', expiring('a', { N: String(nowSeconds) }));
    await local.reopen();
    const described = await local.client.send(
      new DescribeTimeToLiveCommand({ TableName: 'things' }),
    );
    await setExpiry(false);

    expect(described.TimeToLiveDescription).toEqual({
      TimeToLiveStatus: 'ENABLED',
      AttributeName: 'expires_at',
    });
    expect(await local.database().sweepExpired()).toBe(0);
    expect(await left(['a'])).toEqual(['a']);
  });

  it('refuses a change to what already is', async () => {
    const off = await failure(setExpiry(false));
    await setExpiry(true);
    const on = await failure(setExpiry(true));
    const other = await failure(setExpiry(true, 'other'));

    expect(off.message).toBe('TimeToLive is already disabled');
    expect(on.message).toBe('TimeToLive is already enabled');
    expect(other.message).toBe(
      'TimeToLive is active on a different AttributeName: current AttributeName is expires_at',
    );
  });
});
