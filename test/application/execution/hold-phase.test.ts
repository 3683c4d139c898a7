import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSteps } from '../../support/execution/step-world.ts';
import type { StepWorld } from '../../support/execution/step-world.ts';

let world: StepWorld;
beforeEach(async () => {
  world = await openSteps();
});
afterEach(() => world.close());

describe('holding a phase', () => {
  it('wakes a hold that began after the resume', async () => {
    const { phase, operator, id } = await world.prepared();
    await world.steps.pause(operator);
    await world.steps.resume(operator);
    const before = await world.owed('resume_hold');

    await world.steps.holdPhase({ ...phase, task_token: 'token-1' });

    expect(before).toHaveLength(2);
    expect(await world.owed('resume_hold')).toHaveLength(3);
    expect((await world.executionOf(id))?.status).toBe('running');
  });

  it('reports paused once, and keeps the token of the newest wait', async () => {
    const { id, phase, operator } = await world.prepared();
    await world.steps.pause(operator);

    const said = [
      await world.steps.holdPhase({ ...phase, task_token: 'token-1' }),
      await world.steps.holdPhase({ ...phase, task_token: 'token-2' }),
    ];

    expect(said).toEqual([{ status: 'paused' }, { status: 'paused' }]);
    expect((await world.executionOf(id))?.status).toBe('paused');
    expect(await world.told('execution_paused')).toHaveLength(1);
    expect(await world.holdToken(id)).toBe('token-2');
  });

  it('comes again while something is in flight: only then it would be a pause', async () => {
    const { id, phase, operator } = await world.prepared();
    const { epoch } = await world.steps.admitPhase(phase);
    await world.steps.beginBatch({ ...phase, batch: 0, epoch });
    await world.steps.pause(operator);

    const hold = world.steps.holdPhase({ ...phase, task_token: 'token-1' });

    await expect(hold).rejects.toThrow('still has actions in flight');
    expect((await world.executionOf(id))?.status).toBe('running');
    expect(await world.told('execution_paused')).toEqual([]);
  });
});
