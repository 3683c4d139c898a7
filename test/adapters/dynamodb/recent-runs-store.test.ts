import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LetRun } from '../../../functions/application/planning/planning-ports.ts';
import { TransientFailure } from '../../../functions/domain/shared/errors.ts';
import { org, otherOrg, taskIdOf } from '../../support/builders/ids.ts';
import { openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';

let stores: Stores;

beforeEach(async () => {
  stores = await openStores();
});

afterEach(() => stores.close());

const scope = { org_id: org, environment: 'production', action: 'reimage' } as const;
const dayBefore = '2026-02-28T09:00:00.000Z';

const aRun = (number: number, changes: Partial<LetRun> = {}): LetRun => ({
  ...scope,
  task_id: taskIdOf(number),
  asset_ids: [`i-${number}`],
  at: '2026-03-01T09:00:00.000Z',
  ...changes,
});

const idsSince = async (from = dayBefore) =>
  (await stores.recentRuns.since(scope, from)).flatMap(({ asset_ids }) => asset_ids);

describe('what was let run lately', () => {
  it('is kept by org, environment and action, from a time on', async () => {
    await stores.recentRuns.remember(aRun(1));
    await stores.recentRuns.remember(aRun(2, { at: '2026-02-28T09:00:00.001Z' }));
    await stores.recentRuns.remember(aRun(3, { at: dayBefore }));
    await stores.recentRuns.remember(aRun(4, { org_id: otherOrg }));
    await stores.recentRuns.remember(aRun(5, { environment: 'staging' }));
    await stores.recentRuns.remember(aRun(6, { action: 'patch' }));

    expect(await idsSince()).toEqual(['i-1', 'i-2']);
  });

  it('has a run once, however often it is remembered', async () => {
    await stores.recentRuns.remember(aRun(1));
    await stores.recentRuns.remember(aRun(1, { at: '2026-03-01T10:00:00.000Z' }));

    expect(await idsSince()).toEqual(['i-1']);
  });

  it('holds runs that are too large for one item, and forgets them whole', async () => {
    const asset_ids = Array.from({ length: 10_000 }, (_, index) =>
      String(index).padStart(128, 'ü'),
    );
    await stores.recentRuns.remember(aRun(1, { asset_ids }));
    await stores.recentRuns.remember(aRun(2));

    expect([...(await idsSince())].sort()).toEqual(['i-2', ...asset_ids].sort());
    await stores.recentRuns.forget(scope, taskIdOf(1));
    expect(await idsSince()).toEqual(['i-2']);
  });

  it('forgets what it does not know without a word', async () => {
    await stores.recentRuns.forget(scope, taskIdOf(1));

    expect(await idsSince()).toEqual([]);
  });

  it('is a transient failure while the store refuses', async () => {
    stores.failNext('PutItem', { kind: 'not-applied' });
    await expect(stores.recentRuns.remember(aRun(1))).rejects.toBeInstanceOf(TransientFailure);
    stores.failNext('Query', { kind: 'not-applied' });
    await expect(idsSince()).rejects.toBeInstanceOf(TransientFailure);
  });
});
