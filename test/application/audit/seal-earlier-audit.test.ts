import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeEarlierAudit } from '../../../functions/adapters/dynamodb/earlier-audit.ts';
import { makeSealEarlierAudit } from '../../../functions/application/audit/seal-earlier-audit.ts';
import { firstBadRecord } from '../../../functions/domain/audit/chain.ts';
import { appendEarlier } from '../../support/audit/earlier-chain.ts';
import { org, otherOrg } from '../../support/builders/ids.ts';
import { openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';

let stores: Stores;

beforeEach(async () => {
  stores = await openStores();
  await stores.directory.register(org);
  await stores.directory.register(otherOrg);
});

afterEach(() => stores.close());

const earlier = () => makeEarlierAudit(stores.table);

const seal = (limit = 1_000) =>
  makeSealEarlierAudit({ ...stores, auditTrail: stores.audit, earlier: earlier() })({ limit });

const longAgo = '2026-02-01T09:00:00.000Z';

describe('sealing what the earlier version recorded', () => {
  it('keeps each org’s chain as it was hashed, and binds its head in the settings', async () => {
    const head = await appendEarlier(stores.table, org, { count: 3, at: longAgo });

    expect(await seal()).toBe(3);

    const kept = await stores.audit.of(org, 'earlier');
    expect(kept.map(({ seq, event }) => [seq, event])).toEqual([
      [1, 'task_submitted'],
      [2, 'task_submitted'],
      [3, 'task_submitted'],
    ]);
    expect(firstBadRecord(kept)).toBeNull();
    expect(await stores.audit.head(org, 'earlier')).toMatchObject(head);
    expect(await stores.audit.of(org, 'settings')).toMatchObject([
      { event: 'earlier_chain_sealed', actor: 'upgrade', details: head },
    ]);
    expect(await stores.audit.of(otherOrg, 'settings')).toEqual([]);
    expect(await earlier().isSealed()).toBe(true);
  });

  it('keeps no more than it may a call, goes on where it was, and seals at the end', async () => {
    const { seq } = await appendEarlier(stores.table, org, { count: 5, at: longAgo });

    const calls = [await seal(2), await seal(2)];
    const isSealedBefore = await earlier().isSealed();
    calls.push(await seal(2), await seal(2));

    expect(calls).toEqual([2, 2, 1, 0]);
    expect([isSealedBefore, await earlier().isSealed()]).toEqual([false, true]);
    expect((await stores.audit.head(org, 'earlier'))?.seq).toBe(seq);
    expect(await stores.audit.of(org, 'settings')).toHaveLength(1);
  });

  it('waits with the seal until nothing has come for a quarter of an hour', async () => {
    const now = new Date(stores.clock.now()).toISOString();
    const behind = await appendEarlier(stores.table, org, { count: 1, at: now });
    await seal();
    const isSealedAtOnce = await earlier().isSealed();
    await appendEarlier(stores.table, org, { count: 1, at: now, behind });

    stores.clock.advance(15 * 60 + 1);
    const kept = await seal();

    expect([isSealedAtOnce, kept, await earlier().isSealed()]).toEqual([false, 1, true]);
    expect(await stores.audit.of(org, 'settings')).toMatchObject([{ details: { seq: 2 } }]);
  });

  it('changes nothing where it was done before', async () => {
    await appendEarlier(stores.table, org, { count: 2, at: longAgo });
    await seal();
    const before = await stores.audit.all(org);

    expect(await seal()).toBe(0);
    expect(await stores.audit.all(org)).toEqual(before);
  });

  it('puts the seal on record once, also where it died before it was marked', async () => {
    await appendEarlier(stores.table, org, { count: 1, at: longAgo });
    const dying = makeSealEarlierAudit({
      ...stores,
      auditTrail: stores.audit,
      earlier: { ...earlier(), markSealed: () => Promise.reject(new Error('The function died')) },
    });

    await expect(dying({ limit: 10 })).rejects.toThrow('The function died');
    await seal();

    expect(await stores.audit.of(org, 'settings')).toHaveLength(1);
    expect(await earlier().isSealed()).toBe(true);
  });
});
