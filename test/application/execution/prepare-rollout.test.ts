import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aCanary } from '../../support/builders/a-plan.ts';
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

describe('preparing a rollout', () => {
  it('lets the execution run, once, and names its phases', async () => {
    const { ref, id } = await world.started();

    const first = await world.steps.prepareRollout(ref);
    const running = await world.executionOf(id);
    const second = await world.steps.prepareRollout(ref);

    expect(first).toEqual({ phases: [{ phase_index: 0 }] });
    expect(second).toEqual(first);
    expect(running?.status).toBe('running');
    expect(await world.executionOf(id)).toEqual(running);
  });

  it('refuses a plan that is not the approved one, and lets nothing run', async () => {
    const { ref, id } = await world.started();

    const prepared = stepsOverAnotherPlan().prepareRollout(ref);

    await expect(prepared).rejects.toMatchObject({ code: 'plan-digest-mismatch' });
    expect((await world.executionOf(id))?.status).toBe('pending');
  });

  it('has nothing to do for an execution that has ended', async () => {
    const { ref, operator } = await world.prepared();
    await world.steps.cancel({ ...operator, rollback: false });
    await world.steps.finishRollout({ ...ref, failure: null });

    expect(await world.steps.prepareRollout(ref)).toEqual({ phases: [] });
  });
});
