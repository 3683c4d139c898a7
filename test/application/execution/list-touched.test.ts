import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aCanary } from '../../support/builders/a-plan.ts';
import { openSteps } from '../../support/execution/step-world.ts';
import type { StepWorld } from '../../support/execution/step-world.ts';

let world: StepWorld;
beforeEach(async () => {
  world = await openSteps();
});
afterEach(() => world.close());

const failure = { error: 'HealthCheckFailed', cause: '' };

describe('listing what is touched', () => {
  it('awaits what the rollout left in flight, then lists it, last first', async () => {
    const { phase, ref } = await world.prepared(aCanary({ max_parallel: 1 }));
    const { epoch } = await world.steps.admitPhase(phase);
    for (const batch of [0, 1]) {
      await world.steps.beginBatch({ ...phase, batch, epoch });
    }
    await world.steps.finishRollout({ ...ref, failure });

    const early = await world.steps.listTouched(ref);
    world.clock.advance(1);
    const settled = await world.steps.listTouched(ref);
    const lists = [await world.steps.listTouched(ref), await world.steps.listTouched(ref)];

    expect(early).toEqual({ outcome: 'settling', wait_seconds: 1, batches: [] });
    expect(settled.outcome).toBe('settling');
    expect(lists[0]).toEqual({
      outcome: 'listed',
      wait_seconds: 0,
      batches: [
        { phase_index: 0, batch: 1 },
        { phase_index: 0, batch: 0 },
      ],
    });
    expect(lists[1]).toEqual(lists[0]);
  });

  it('lists what is left after a batch, and nothing in the end', async () => {
    const { phase, ref } = await world.rolledOut();
    await world.steps.finishRollout({ ...ref, failure });
    await world.steps.beginUndo({ ...phase, batch: 0 });

    const during = await world.steps.listTouched(ref);
    world.clock.advance(1);
    await world.steps.checkUndo({ ...phase, batch: 0 });
    const after = await world.steps.listTouched(ref);

    expect([during.batches, after.batches]).toEqual([[{ phase_index: 0, batch: 0 }], []]);
  });

  it('says that a pause holds it, until somebody resumes', async () => {
    const { ref, operator } = await world.rolledOut();
    await world.steps.finishRollout({ ...ref, failure });
    await world.steps.pause(operator);

    const held = await world.steps.listTouched(ref);
    await world.steps.resume(operator);

    expect(held).toEqual({ outcome: 'held', wait_seconds: 0, batches: [] });
    expect((await world.steps.listTouched(ref)).batches).toHaveLength(1);
  });

  it('lists nothing where nothing is taken back', async () => {
    const { ref, operator } = await world.rolledOut();
    await world.steps.cancel({ ...operator, rollback: false });

    expect(await world.steps.listTouched(ref)).toMatchObject({ outcome: 'listed', batches: [] });
  });
});
