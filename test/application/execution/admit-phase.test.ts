import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aCanary, assetIds } from '../../support/builders/a-plan.ts';
import { anAssetNamed } from '../../support/builders/an-asset.ts';
import { rolloutSteps } from '../../support/execution/rollout-steps.ts';
import { openSteps } from '../../support/execution/step-world.ts';
import type { StepWorld } from '../../support/execution/step-world.ts';

let world: StepWorld;
beforeEach(async () => {
  world = await openSteps();
});
afterEach(() => world.close());

/** The steps, where whoever reads the plan finds another one under the approved digest. */
const stepsOverAnotherPlan = () =>
  rolloutSteps({
    ...world,
    stores: {
      ...world.stores,
      plans: {
        ...world.stores.plans,
        get: async (...asked) => {
          const found = await world.stores.plans.get(...asked);
          return found && { ...found, plan: aCanary({ max_parallel: 1 }) };
        },
      },
    },
  });

describe('admitting a phase', () => {
  it('does not admit a phase that policy refuses by now, and says why', async () => {
    const { id, phase } = await world.prepared();
    const finding = {
      code: 'canary-too-large',
      severity: 'error' as const,
      message: 'The canary is too large',
      rule: 'production_safety',
    };
    world.policy.evaluate = () =>
      Promise.resolve({ allowed: false, findings: [finding], revision: 'r2', result: {} });

    const admission = await world.steps.admitPhase(phase);

    expect(admission).toMatchObject({ outcome: 'refused', batches: [] });
    expect((await world.executionOf(id))?.phases[0]).toMatchObject({
      status: 'failed',
      error: 'Policy refuses the phase: The canary is too large.',
    });
    expect((await world.owed('notify')).map((m) => m.kind === 'notify' && m.event)).toContain(
      'phase_failed',
    );
  });

  it('ends assets that drifted since the plan before anything is done to them', async () => {
    const { id, phase } = await world.prepared();
    world.fleet.setVersion('web-1', 'v9');
    world.fleet.assets.delete('web-2');

    const admission = await world.steps.admitPhase(phase);

    expect(admission.batches).toEqual([{ batch: 1 }]);
    expect((await world.linesOf(id)).map((line) => [line.status, line.error])).toEqual([
      ['failed', 'Changed since the plan was made (version v1, now v9); nothing was done.'],
      ['skipped', 'Not in the inventory any more; nothing was done.'],
      ['pending', null],
      ['pending', null],
    ]);
  });

  it('leaves out an asset that its owners took out of what was asked for', async () => {
    const { id, phase } = await world.prepared();
    world.fleet.assets.set('web-1', anAssetNamed('web-1', { role: 'database' }));

    const admission = await world.steps.admitPhase(phase);
    const [admitted] = await world.linesOf(id);
    await world.steps.beginBatch({ ...phase, batch: 0, epoch: admission.epoch });

    expect(admitted).toMatchObject({
      status: 'skipped',
      error: 'Not one of the assets that were asked for any more; nothing was done.',
      applies: 0,
    });
    expect(world.fleet.acts.map(({ asset }) => asset)).toEqual(['web-2']);
  });

  it('lets its batches begin, and stores once that it has begun', async () => {
    const { id, phase } = await world.prepared();

    const first = await world.steps.admitPhase(phase);
    const begun = await world.executionOf(id);
    const second = await world.steps.admitPhase(phase);

    expect(first).toEqual({
      outcome: 'admitted',
      epoch: 1,
      batches: [{ batch: 0 }, { batch: 1 }],
      max_concurrency: 2,
      wait_until: null,
    });
    expect(second).toEqual(first);
    expect(begun?.phases[0]).toMatchObject({ status: 'running' });
    expect(await world.executionOf(id)).toEqual(begun);
  });

  it('refuses a plan that is not the approved one, and does nothing by it', async () => {
    const { id, phase } = await world.prepared();

    const admission = await stepsOverAnotherPlan().admitPhase(phase);

    expect(admission).toMatchObject({ outcome: 'refused', batches: [] });
    expect((await world.executionOf(id))?.phases[0]?.error).toContain(
      'The stored plan is not the one with the approved digest',
    );
    expect((await world.steps.admitPhase(phase)).outcome).toBe('refused');
    expect((await world.linesOf(id)).map((line) => line.status)).toEqual(Array(4).fill('pending'));
  });

  it.each([
    ['pause', 'held'],
    ['cancel', 'cancelled'],
  ] as const)('begins nothing after a %s: it is %s', async (verb, outcome) => {
    const { phase, operator } = await world.prepared();
    await world.steps[verb]({ ...operator, rollback: false });

    const admission = await world.steps.admitPhase(phase);

    expect(admission).toMatchObject({ outcome, batches: [] });
  });

  it('accepts an inconclusive phase as it is, once a person resumed it', async () => {
    const { id, phase, operator } = await world.prepared();
    for (const asset of assetIds('web', 4)) world.fleet.assets.delete(asset);
    await world.steps.admitPhase(phase);
    await world.steps.assessPhase(phase);
    await world.steps.resume(operator);

    const admissions = [await world.steps.admitPhase(phase), await world.steps.admitPhase(phase)];

    expect(admissions.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
    expect((await world.executionOf(id))?.phases[0]).toMatchObject({
      status: 'completed',
      verdict: 'inconclusive',
    });
  });
});
