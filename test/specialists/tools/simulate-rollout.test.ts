import { describe, expect, it } from 'vitest';
import type { PlannedPhase } from '../../../functions/domain/plan/plan.ts';
import { reimage } from '../../../functions/specialists/actions/reimage.ts';
import { draftRollout } from '../../../functions/specialists/tools/draft-rollout.ts';
import { playedOf } from '../../../functions/specialists/tools/simulate-rollout.ts';
import { aPatchTask, aTask } from '../../support/builders/a-task.ts';
import { anAsset, goldenWeb, someAssets } from '../../support/builders/an-asset.ts';
import { behind, useTool } from '../../support/planning/use-tool.ts';
import { memoryFleet } from '../../support/memory/memory-fleet.ts';

const simulate = (state: Parameters<typeof useTool>[2], input: object = {}) =>
  useTool('simulate_rollout', { action_type: 'reimage', ...input }, state);

describe('simulate_rollout', () => {
  it('passes where every asset would be settled', async () => {
    expect(await simulate({ assets: someAssets(10) })).toEqual({
      passed: true,
      assets: 10,
      phases: 6,
      checks: [
        { check: 'each-asset-once', passed: true, detail: '10 assets in 6 phases' },
        { check: 'canary-first', passed: true, detail: 'canary of 1' },
        { check: 'phase-limit', passed: true, detail: 'at most 2 assets a phase' },
        { check: 'outcome', passed: true, detail: '0 assets would still need the change' },
      ],
    });
  });

  it('plays a patch as well, within the limits of the profile', async () => {
    const state = { assets: someAssets(20, behind), task: aPatchTask() };

    expect(await simulate(state, { action_type: 'patch', profile: 'cautious' })).toMatchObject({
      passed: true,
      phases: 10,
      checks: [{}, {}, { detail: 'at most 2 assets a phase' }, {}],
    });
  });

  it('does not pass with nothing to roll out', async () => {
    expect(await simulate({})).toMatchObject({
      passed: false,
      assets: 0,
      phases: 0,
      checks: [
        { passed: true, detail: '0 assets in 0 phases' },
        { passed: true, detail: 'canary of 0' },
        { passed: true },
        { passed: true },
      ],
    });
  });
});

describe('a played rollout', async () => {
  const draft = await draftRollout(
    { action: reimage, profile: 'standard', selector: {} },
    {
      task: aTask(),
      fleet: memoryFleet({
        assets: someAssets(10),
        goldenImages: [goldenWeb],
        vulnerabilities: [],
        history: [],
      }),
    },
  );
  const [canary, wave, ...rest] = draft.phases as [PlannedPhase, PlannedPhase, ...PlannedPhase[]];
  const [first, second] = wave.assets;
  if (first === undefined || second === undefined) throw new Error('The wave lost an asset');
  const failed = (changes: Partial<typeof draft>, cap = 2) => {
    const { passed, checks } = playedOf({ ...draft, ...changes }, cap);
    const faults = checks.filter((one) => !one.passed).map(({ check }) => check);
    expect(passed).toBe(faults.length === 0);
    return faults;
  };
  const phases = (...changed: PlannedPhase[]) => ({ phases: [...changed, ...rest] });

  it('holds as it was drafted', () => {
    expect(failed({})).toEqual([]);
  });

  it.each<[string, Partial<typeof draft>, string[]]>([
    ['loses an asset', phases(canary, { ...wave, assets: [first] }), ['each-asset-once']],
    [
      'touches one in place of another',
      phases(canary, { ...wave, assets: [first, first] }),
      ['each-asset-once'],
    ],
    ['touches one twice', phases(canary, wave, { ...wave, assets: [first] }), ['each-asset-once']],
    ['begins with a wave', phases({ ...canary, kind: 'wave' }, wave), ['canary-first']],
    ['has two canaries', phases(canary, { ...wave, kind: 'canary' }), ['canary-first']],
    [
      'has a large canary',
      phases({ ...canary, assets: wave.assets }, { ...wave, assets: canary.assets }),
      ['canary-first'],
    ],
    [
      'settles an asset that can’t be changed',
      { ordered: [...draft.ordered.slice(1), { ...anAsset(1), state: 'stopped' }] },
      ['outcome'],
    ],
  ])('does not hold where it %s', (_what, changes, checks) => {
    expect(failed(changes)).toEqual(checks);
  });

  it('does not hold where a phase is beyond the limit', () => {
    expect(failed({}, 1)).toEqual(['phase-limit']);
  });
});
