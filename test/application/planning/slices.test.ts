import { describe, expect, it } from 'vitest';
import type { Asset } from '../../../functions/domain/fleet/asset.ts';
import { changeKeyOf } from '../../../functions/domain/quality/change-key.ts';
import { alone, times } from '../../support/builders/a-past-change.ts';
import { aSpec } from '../../support/builders/a-spec.ts';
import { aTask } from '../../support/builders/a-task.ts';
import { someAssets } from '../../support/builders/an-asset.ts';
import { taskIdOf } from '../../support/builders/ids.ts';
import { memoryRecentRuns } from '../../support/memory/memory-past.ts';
import { aPlanningWorld } from '../../support/planning/world.ts';
import type { PastChange } from '../../../functions/domain/quality/past-changes.ts';

/*
 * In staging the score alone may let a plan run. With eight failures on record it takes ten points of
 * proof, and eight assets in development prove so much for 96 assets at the most.
 */
const environment = 'staging' as const;
const selector = { environment, roles: ['web'] };

const record = (key: string): readonly PastChange[] => [
  alone({
    ...{ environment: 'development', change_key: key },
    ...{ assets_planned: 8, assets_completed: 8 },
  }),
  ...times(8, alone({ environment: 'development', outcome: 'failed' })),
];

const sliceOf = async (
  number: number,
  assets: readonly Asset[],
  {
    recentRuns,
    ledger,
  }: {
    recentRuns: ReturnType<typeof memoryRecentRuns>;
    ledger: readonly PastChange[];
  },
) => {
  const task = aTask({
    task_id: taskIdOf(number),
    environment,
    task_spec: aSpec({ environment, risk_level: 'medium', selector }),
  });
  const world = aPlanningWorld({ task, fleet: { assets }, recentRuns, ledger });
  await world.plan();
  await world.validatePlan({ ...world.name, plan_revision: 1 });
  return world;
};

const slices = async (count: number, assetsOf: (slice: number) => readonly Asset[]) => {
  const recentRuns = memoryRecentRuns();
  const probe = await sliceOf(99, assetsOf(0), { recentRuns, ledger: [] });
  const ledger = record(changeKeyOf(probe.planOf()));
  const worlds = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      sliceOf(index, assetsOf(index), { recentRuns, ledger }),
    ),
  );
  const score = (world: (typeof worlds)[number]) =>
    world.scorePlan({ ...world.name, plan_revision: 1 });
  return { worlds, score, recentRuns };
};

const all = someAssets(400, { environment });
const twenty = (slice: number): readonly Asset[] => all.slice(20 * slice, 20 * (slice + 1));

const approvedOf = (outcomes: readonly { outcome: string }[]): number =>
  outcomes.filter(({ outcome }) => outcome === 'approved').length;

describe('slices of a change', () => {
  it('add up, one after another', async () => {
    const { worlds, score } = await slices(10, twenty);
    const outcomes: { outcome: string }[] = [];
    for (const world of worlds) outcomes.push(await score(world));

    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      ...['approved', 'approved', 'approved', 'approved'],
      ...Array.from({ length: 6 }, () => 'await_approval'),
    ]);
  });

  it('can’t all pass at the same time', async () => {
    const { worlds, score } = await slices(10, twenty);
    const outcomes = await Promise.all(worlds.map(score));

    expect(approvedOf(outcomes)).toBeLessThanOrEqual(4);
  });

  it('of the same assets are one', async () => {
    const { worlds, score } = await slices(5, () => twenty(0));
    const outcomes: { outcome: string }[] = [];
    for (const world of worlds) outcomes.push(await score(world));

    expect(approvedOf(outcomes)).toBe(5);
  });

  it('that wait for people count for nobody', async () => {
    const { worlds, score, recentRuns } = await slices(10, twenty);
    await Promise.all(worlds.map(score));
    const waiting = worlds.filter(
      ({ store }) => store.current().approval_requirement?.required === true,
    );
    const scope = {
      org_id: worlds[0]?.name.org_id ?? aTask().org_id,
      environment,
      action: 'reimage',
    };
    const remembered = (await recentRuns.since(scope, '')).map(({ task_id }) => task_id);

    expect(waiting.length).toBeGreaterThanOrEqual(6);
    expect(remembered).toHaveLength(10 - waiting.length);
    for (const { name } of waiting) expect(remembered).not.toContain(name.task_id);
  });
});
