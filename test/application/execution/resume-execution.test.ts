import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { otherOrg } from '../../support/builders/ids.ts';
import { openSteps } from '../../support/execution/step-world.ts';
import type { StepWorld } from '../../support/execution/step-world.ts';

let world: StepWorld;
beforeEach(async () => {
  world = await openSteps();
});
afterEach(() => world.close());

describe('resuming an execution', () => {
  it('opens the fence anew, under a word of its own', async () => {
    const { id, phase, operator } = await world.prepared();
    await world.steps.pause(operator);

    const answer = await world.steps.resume(operator);
    const admission = await world.steps.admitPhase(phase);

    expect(answer).toEqual({ execution_id: id, status: 'running', in_flight: [] });
    expect(await world.controlOf(id)).toMatchObject({ desired: 'run', epoch: 3 });
    expect(admission).toMatchObject({ outcome: 'admitted', epoch: 3 });
    expect(await world.owed('resume_hold')).toHaveLength(2);
    expect((await world.recordsOf(id)).map(({ event }) => event)).toEqual([
      'execution_pausing',
      'execution_running',
    ]);
  });

  it.each([
    ['runs', false],
    ['is being cancelled', true],
  ])('is refused for one that %s, and changes nothing', async (_, isCancelled) => {
    const { id, operator } = await world.prepared();
    if (isCancelled) await world.steps.cancel({ ...operator, rollback: false });
    const before = await world.controlOf(id);

    await expect(world.steps.resume(operator)).rejects.toMatchObject({ code: 'state-forbids' });
    expect(await world.controlOf(id)).toEqual(before);
  });

  it('is not known of another org', async () => {
    const { id, operator } = await world.prepared();
    const foreign = { ...operator, org_id: otherOrg };

    await expect(world.steps.resume(foreign)).rejects.toMatchObject({ code: 'not-found' });
    expect((await world.controlOf(id))?.epoch).toBe(1);
  });

  it('of an execution that has ended is refused with how it ended', async () => {
    const { id, ref, operator } = await world.prepared();
    await world.steps.cancel({ ...operator, rollback: false });
    await world.steps.finishRollout({ ...ref, failure: null });
    const before = await world.controlOf(id);

    await expect(world.steps.resume(operator)).rejects.toMatchObject({
      code: 'state-forbids',
      details: { members: { status: 'cancelled' } },
    });
    expect(await world.controlOf(id)).toEqual(before);
  });
});
