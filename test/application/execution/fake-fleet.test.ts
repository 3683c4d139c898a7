import type { Asset } from '../../../functions/domain/fleet/asset.ts';
import { describeFleet } from '../../support/fleet/fleet-contract.ts';
import { anAssetNamed } from '../../support/builders/an-asset.ts';
import { aMemoryFleet } from '../../support/execution/fake-fleet.ts';

/** The fake that use cases are tested with is no kinder than a fleet. */
describeFleet('the fake of the use cases', () => {
  let now = Date.UTC(2026, 2, 1, 9, 0, 0);
  const clock = {
    now: () => now,
    advance: (milliseconds: number) => {
      now += milliseconds;
    },
  };
  const fleet = aMemoryFleet(clock);
  for (const id of ['web-1', 'web-2', 'web-3']) fleet.assets.set(id, anAssetNamed(id));
  let moves = 0;
  const change = (id: string, to: Partial<Asset>) => {
    moves += 1;
    const asset = fleet.assets.get(id);
    if (asset) fleet.assets.set(id, { ...asset, ...to, version: `moved-${moves}` });
    return Promise.resolve();
  };
  return Promise.resolve({
    ...{ executor: fleet.executor, inventory: fleet.inventory, clock },
    ...{ environment: 'production' as const, size: 3, one: 'web-1', other: 'web-2' },
    action: {
      type: 'reimage',
      parameters: { image: 'ami-new' },
      undo: 'exact' as const,
      simulated: true,
    },
    acts: (id: string) => Promise.resolve(fleet.acts.filter(({ asset }) => asset === id).length),
    move: (id: string) => change(id, { image: 'ami-of-another' }),
    disturb: (id: string) => change(id, { tags: { Scanned: 'today' } }),
  });
});
