import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TransientFailure } from '../../../functions/domain/shared/errors.ts';
import { org, otherOrg, taskIdOf } from '../../support/builders/ids.ts';
import { openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';

let stores: Stores;

beforeEach(async () => {
  stores = await openStores();
});

afterEach(() => stores.close());

const first = { bodyDigest: 'a'.repeat(64), taskId: taskIdOf(1) };
const again = { bodyDigest: 'a'.repeat(64), taskId: taskIdOf(2) };
const answer = { status: 202, body: { task_id: 'task-1', status: 'planning' } };

describe('an idempotency key', () => {
  it('is claimed by the first request, and is in flight for the next', async () => {
    expect(await stores.idempotency.claim(org, 'key', first)).toEqual({
      outcome: 'claimed',
      taskId: 'task-01j00000000000000000000001',
    });
    expect(await stores.idempotency.claim(org, 'key', again)).toEqual({ outcome: 'in_flight' });
  });

  it('gives the first answer again, whatever would be answered now', async () => {
    await stores.idempotency.claim(org, 'key', first);
    await stores.idempotency.complete(org, 'key', answer);
    await stores.idempotency.complete(org, 'key', { status: 200, body: 'later' });

    expect(await stores.idempotency.claim(org, 'key', again)).toEqual({
      outcome: 'done',
      status: 202,
      body: { task_id: 'task-1', status: 'planning' },
    });
  });

  it('keeps an answer that is larger than an item', async () => {
    const body = { plan: '€'.repeat(600_000) };
    await stores.idempotency.claim(org, 'key', first);
    await stores.idempotency.complete(org, 'key', { status: 200, body });

    const claim = await stores.idempotency.claim(org, 'key', again);

    expect(claim).toEqual({ outcome: 'done', status: 200, body });
  });

  it('refuses another body, before and after the answer', async () => {
    const other = { bodyDigest: 'b'.repeat(64), taskId: taskIdOf(3) };
    await stores.idempotency.claim(org, 'key', first);
    expect(await stores.idempotency.claim(org, 'key', other)).toEqual({ outcome: 'mismatch' });

    await stores.idempotency.complete(org, 'key', answer);
    expect(await stores.idempotency.claim(org, 'key', other)).toEqual({ outcome: 'mismatch' });
  });

  it('is found without being claimed: new, in flight, another body, answered', async () => {
    const find = (digest = 'a') => stores.idempotency.find(org, 'key', digest.repeat(64));
    expect(await find()).toBeNull();
    expect(await find()).toBeNull();
    await stores.idempotency.claim(org, 'key', first);
    expect(await find()).toEqual({ outcome: 'in_flight' });
    expect(await find('b')).toEqual({ outcome: 'mismatch' });

    await stores.idempotency.complete(org, 'key', answer);
    expect(await find()).toEqual({ outcome: 'done', ...answer });
    expect(await find('b')).toEqual({ outcome: 'mismatch' });
    stores.advance(24 * 3_600 + 1);
    expect(await find()).toBeNull();
  });

  it('of a request that died is found with the id that it used, and stays free', async () => {
    await stores.idempotency.claim(org, 'key', first);
    stores.advance(60);
    const found = await stores.idempotency.find(org, 'key', first.bodyDigest);

    expect(found).toEqual({ outcome: 'unanswered', taskId: 'task-01j00000000000000000000001' });
    expect(await stores.idempotency.claim(org, 'key', again)).toMatchObject({ outcome: 'claimed' });
  });

  it('belongs to one org', async () => {
    await stores.idempotency.claim(org, 'key', first);

    const claim = await stores.idempotency.claim(otherOrg, 'key', again);

    expect(claim).toMatchObject({ outcome: 'claimed', taskId: 'task-01j00000000000000000000002' });
  });

  it('of a request that died is free after a minute, for the same task', async () => {
    await stores.idempotency.claim(org, 'key', first);
    stores.advance(59);
    expect(await stores.idempotency.claim(org, 'key', again)).toEqual({ outcome: 'in_flight' });

    stores.advance(1);
    expect(await stores.idempotency.claim(org, 'key', again)).toEqual({
      outcome: 'claimed',
      taskId: 'task-01j00000000000000000000001',
    });
    expect(await stores.idempotency.claim(org, 'key', again)).toEqual({ outcome: 'in_flight' });
  });

  it('that was let go is free at once, for the same task and one request', async () => {
    await stores.idempotency.claim(org, 'key', first);
    await stores.idempotency.release(org, 'key');

    const claims = await Promise.all(
      [4, 5, 6].map((number) =>
        stores.idempotency.claim(org, 'key', { ...first, taskId: taskIdOf(number) }),
      ),
    );

    expect(claims.map(({ outcome }) => outcome).sort()).toEqual([
      'claimed',
      'in_flight',
      'in_flight',
    ]);
    expect(claims.find(({ outcome }) => outcome === 'claimed')).toMatchObject({
      taskId: 'task-01j00000000000000000000001',
    });
  });

  it('that has its answer is not let go by a late release', async () => {
    await stores.idempotency.claim(org, 'key', first);
    await stores.idempotency.complete(org, 'key', answer);
    await stores.idempotency.release(org, 'key');

    expect(await stores.idempotency.claim(org, 'key', again)).toMatchObject({ outcome: 'done' });
  });

  it('is forgotten after a day, though the table has not deleted it yet', async () => {
    await stores.idempotency.claim(org, 'key', first);
    await stores.idempotency.complete(org, 'key', answer);
    stores.advance(24 * 3_600);
    expect(await stores.idempotency.claim(org, 'key', again)).toMatchObject({ outcome: 'done' });

    stores.advance(1);
    expect(await stores.idempotency.claim(org, 'key', again)).toMatchObject({
      outcome: 'claimed',
      taskId: 'task-01j00000000000000000000002',
    });
  });

  it('is claimed once by ten requests at once', async () => {
    const claims = await Promise.all(
      Array.from({ length: 10 }, (_, number) =>
        stores.idempotency.claim(org, 'key', { ...first, taskId: taskIdOf(number) }),
      ),
    );

    expect(claims.filter(({ outcome }) => outcome === 'claimed')).toHaveLength(1);
    expect(claims.filter(({ outcome }) => outcome === 'in_flight')).toHaveLength(9);
  });

  it.each(['PutItem', 'UpdateItem', 'Query', 'GetItem'])(
    'is a transient failure while the store refuses %s',
    async (operation) => {
      await stores.idempotency.claim(org, 'other', first);
      await stores.idempotency.complete(org, 'other', answer);
      stores.failNext(operation, { kind: 'throttle' }, { kind: 'throttle' });
      const work: Readonly<Record<string, () => Promise<unknown>>> = {
        PutItem: () => stores.idempotency.claim(org, 'key', first),
        UpdateItem: () => stores.idempotency.release(org, 'key'),
        GetItem: () => stores.idempotency.find(org, 'key', first.bodyDigest),
        Query: () => stores.idempotency.claim(org, 'other', first),
      };

      await expect(work[operation]?.()).rejects.toBeInstanceOf(TransientFailure);
    },
  );
});
