import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../functions/domain/plan/plan.ts';
import type { Constraints } from '../../../functions/domain/task/task-spec.ts';
import { actionCatalogue } from '../../../functions/specialists/actions/list.ts';
import { aBuiltPlan } from '../../support/builders/a-built-plan.ts';
import { aSpec } from '../../support/builders/a-spec.ts';
import { anAsset, someAssets } from '../../support/builders/an-asset.ts';

/** Of 200 assets: a canary of three and six waves, unless it says otherwise. */
const planOf = (constraints: Constraints, eligible = someAssets(200)): Plan =>
  aBuiltPlan({ spec: aSpec({ constraints }), sorted: { eligible, excluded: [] } });

const unbound = planOf({});

describe('a plan keeps what the request asked to hold', () => {
  it.each([1, 2, 7])('at most %i at a time, and never more than without it', (max_parallel) => {
    const { phases } = planOf({ max_parallel });

    for (const [index, phase] of phases.entries())
      expect(phase.max_parallel).toBe(
        Math.min(max_parallel, unbound.phases[index]?.max_parallel ?? 0),
      );
    expect(Math.max(...unbound.phases.map((phase) => phase.max_parallel))).toBeGreaterThan(7);
  });

  it.each([
    [1, 2],
    [3, 6],
    [100, 200],
  ])('at most %i per cent of all assets at a time, which is %i', (max_parallel_percent, most) => {
    const { phases } = planOf({ max_parallel_percent });

    for (const [index, phase] of phases.entries())
      expect(phase.max_parallel).toBe(Math.min(most, unbound.phases[index]?.max_parallel ?? 0));
  });

  it('at least one at a time, however small the share of few assets is', () => {
    const { phases } = planOf({ max_parallel_percent: 5 }, someAssets(8));

    expect(phases.map((phase) => phase.max_parallel)).toEqual(phases.map(() => 1));
  });

  it.each([
    [0, 0, [0, 0]],
    [1, 1, [1, 1]],
    [100, 10, [1, 2]],
  ])('at most %i failures, in all and in each wave', (max_failures, inAll, inWaves) => {
    const { phases, failure_budget } = planOf({ max_failures });
    const [canary, ...waves] = phases.map(({ failure_threshold }) => failure_threshold.max_failed);

    expect(failure_budget).toEqual({ max_failed: inAll, max_failed_percent: 5 });
    expect([canary, ...waves.slice(0, 2)]).toEqual([0, ...inWaves]);
  });

  it('a wait between phases: each but the last is watched that long', () => {
    const { phases, phase_wait_seconds } = planOf({ phase_wait_seconds: 60 });
    const bakes = phases.map(({ bake_seconds }) => bake_seconds);

    expect(phase_wait_seconds).toBe(60);
    expect(bakes.length).toBeGreaterThan(2);
    expect(bakes.slice(0, -1).every((bake) => bake === 60)).toBe(true);
    expect(bakes.at(-1)).toBe(2);
  });

  it('a wait that is shorter than the bake lets the bake be as long as it was', () => {
    const bakes = ({ phases }: Plan) => phases.map(({ bake_seconds }) => bake_seconds);

    expect(bakes(planOf({ phase_wait_seconds: 1 }))).toEqual(bakes(unbound));
    expect(bakes(unbound).slice(0, 2)).toEqual([3, 2]);
  });

  it('a wait where one phase is all: there is no next one to wait for', () => {
    expect(
      planOf({ phase_wait_seconds: 60 }, someAssets(1)).phases.map((p) => p.bake_seconds),
    ).toEqual([3]);
  });

  it.each<[Constraints]>([
    [{ not_before: '2026-03-02T13:00:00.000Z' }],
    [{ not_after: '2026-03-02T14:00:00.000Z' }],
    [{ phase_wait_seconds: 5 }],
  ])('%j, as a member of its own that is there only where it was said', (constraints) => {
    expect(planOf(constraints)).toMatchObject(constraints);
    for (const name of Object.keys(constraints)) expect(Object.keys(unbound)).not.toContain(name);
  });

  it('a share of what matches, what is excluded before among it', () => {
    const plan = aBuiltPlan({
      spec: aSpec({ constraints: { max_share_percent: 50 } }),
      sorted: {
        eligible: someAssets(2, { zone: 'a' }),
        excluded: [3, 4].map((n) => ({ asset: anAsset(n), reason: 'The asset is stopped.' })),
      },
    });

    expect(plan.total_assets).toBe(2);
    expect(plan.excluded.map(({ reason }) => reason)).toEqual([
      'The asset is stopped.',
      'The asset is stopped.',
    ]);
  });
});

describe('a plan says what else it rests on', () => {
  it('names what the request excluded, in order with all that is left out', () => {
    const plan = aBuiltPlan({
      sorted: {
        eligible: someAssets(1),
        excluded: [{ asset: anAsset(9), reason: 'The asset is stopped.' }],
      },
      excludedByRequest: [{ asset: anAsset(5), reason: 'Excluded by the request: name web-5.' }],
    });

    expect(plan.excluded).toEqual([
      { asset_id: 'i-000005', name: 'web-5', reason: 'Excluded by the request: name web-5.' },
      { asset_id: 'i-000009', name: 'web-9', reason: 'The asset is stopped.' },
    ]);
  });

  it('carries how the words were read, where that was kept', () => {
    const understood = [{ text: 'web', start: 0, end: 3, as: 'scope' as const, value: 'role=web' }];

    expect(aBuiltPlan({ spec: aSpec({ understood }) }).understood).toEqual(understood);
    expect(Object.keys(unbound)).not.toContain('understood');
  });

  it('digests what is touched of each asset, and nothing where no asset shows it', () => {
    const shown = aBuiltPlan({ sorted: { eligible: someAssets(2), excluded: [] } });
    const hidden = aBuiltPlan({
      action: actionCatalogue.execute_sop,
      parameters: { sop_id: 'sop-1', version: 1 },
      sorted: { eligible: someAssets(2), excluded: [] },
    });
    const digests = ({ phases }: Plan) =>
      phases.flatMap(({ assets }) => assets.map((asset) => 'touched_digest' in asset));

    expect(digests(shown)).toEqual([true, true]);
    expect(digests(hidden)).toEqual([false, false]);
  });

  it('rates what moves a service elsewhere critical in production', () => {
    const action = actionCatalogue.failover_drill;
    const parameters = { to_region: 'us-west-2', fail_back: true };

    expect(aBuiltPlan({ action, parameters }).risk_level).toBe('critical');
  });

  it.each([
    [{ requireApproval: true }, true],
    [{ requireApproval: false }, undefined],
    [{}, undefined],
  ])('says that people decide where the request asks for it: %j', (asked, said) => {
    const plan = aBuiltPlan(asked);

    expect(plan.require_approval).toBe(said);
    expect('require_approval' in plan).toBe(said === true);
  });
});
