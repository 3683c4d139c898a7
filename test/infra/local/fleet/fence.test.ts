import { beforeEach, describe, expect, it } from 'vitest';
import { demoDataset } from '../../../../infra/local/fleet/demo-dataset.ts';
import { Fleet } from '../../../../infra/local/fleet/fleet.ts';
import { FleetStore } from '../../../../infra/local/fleet/fleet-store.ts';
import type { FleetLevel } from '../../../../infra/local/fleet/fleet-store.ts';
import { createMemoryLevel } from '../../../support/emulators/memory-level.ts';

const dataset = demoDataset();
const [one, other] = dataset.assets.filter(({ state }) => state === 'running');
if (!one || !other) throw new Error('The dataset has no running assets');
const noon = Date.UTC(2026, 2, 1, 12);

describe('the fence of the simulated fleet', () => {
  let now = noon;
  let level: FleetLevel;
  let fleet: Fleet;
  const restart = () => {
    fleet = new Fleet(dataset, new FleetStore(level, 'demo'), { now: () => now });
  };
  beforeEach(() => {
    now = noon;
    level = createMemoryLevel();
    restart();
  });

  const fenceOf = (changes: { token?: number; epoch?: number; until?: number } = {}) => ({
    scope: 'exec-1',
    epoch: changes.epoch ?? 2,
    fencing_token: changes.token ?? 7,
    not_after: changes.until ?? noon + 5_000,
  });
  const request = (asset = one, fence = fenceOf()) => ({
    key: `${fence.scope}/${asset.asset_id}/apply`,
    kind: 'apply' as const,
    asset_id: asset.asset_id,
    action: { type: 'reimage', parameters: { image: 'ami-new' } },
    expected_version: asset.version,
    change: { set: { image: 'ami-new' }, tags: {}, output: 'Root volume replaced' },
    fence,
  });
  const mark = (token = 7) => ({
    key: `exec-1/${one.asset_id}/apply`,
    asset_id: one.asset_id,
    scope: 'exec-1',
    fencing_token: token,
  });
  const acted = async (asset = one) =>
    (await fleet.actionsOf('acme', asset.asset_id)).filter((entry) => entry.acted).length;

  it('begins until the last moment, and refuses what comes after it', async () => {
    now = noon + 5_000;
    const intime = await fleet.begin('acme', request());
    now = noon + 5_001;
    const late = await fleet.begin('acme', request(other));

    expect(intime).toMatchObject({ acted: true });
    expect(late).toEqual({ not_begun: 'late: the request came after its time' });
    expect([await acted(), await acted(other)]).toEqual([1, 0]);
  });

  it('finds what it began, however late it is asked again', async () => {
    const first = await fleet.begin('acme', request());
    now = noon + 60_000;

    expect(await fleet.begin('acme', request())).toEqual(first);
    expect(await fleet.settle('acme', mark())).toEqual(first);
    expect(await acted()).toBe(1);
  });

  it('begins nothing under a mark that was settled, also after a restart, and under the next one', async () => {
    const settled = await fleet.settle('acme', mark(7));
    restart();
    const stale = await fleet.begin('acme', request(one, fenceOf({ token: 7 })));
    const next = await fleet.begin('acme', request(one, fenceOf({ token: 8 })));

    expect(settled).toEqual({ not_begun: 'The action was not begun' });
    expect(stale).toEqual({ not_begun: 'stale: the action was settled as not begun' });
    expect(next).toMatchObject({ acted: true });
    expect(await acted()).toBe(1);
  });

  it('refuses a lower token than it has acted under, also after a restart', async () => {
    await fleet.begin('acme', { ...request(one, fenceOf({ token: 9 })), key: 'exec-0/apply' });
    restart();

    expect(await fleet.begin('acme', request(one, fenceOf({ token: 8 })))).toEqual({
      not_begun: 'stale: the asset was locked anew since',
    });
  });

  it('refuses a lower epoch than it has acted under, also after a restart', async () => {
    await fleet.begin('acme', request(other, fenceOf({ epoch: 3 })));
    restart();
    const stale = await fleet.begin('acme', request(one, fenceOf({ epoch: 2 })));
    const elsewhere = { ...fenceOf({ epoch: 1 }), scope: 'exec-2' };

    expect(stale).toEqual({ not_begun: 'stale: control has changed since' });
    expect(await fleet.begin('acme', request(one, elsewhere))).toMatchObject({ acted: true });
  });
});
