import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { otherOrg } from '../../support/builders/ids.ts';
import { openSteps } from '../../support/execution/step-world.ts';
import type { StepWorld } from '../../support/execution/step-world.ts';

let world: StepWorld;
beforeEach(async () => {
  world = await openSteps();
});
afterEach(() => world.close());

describe('pausing an execution', () => {
  it('is acknowledged at once and again, and is one word, one record and one wake-up', async () => {
    const { id, ref, operator } = await world.prepared();

    const said = [await world.steps.pause(operator), await world.steps.pause(operator)];

    expect(said).toEqual(Array(2).fill({ execution_id: id, status: 'pausing', in_flight: [] }));
    expect(await world.controlOf(id)).toEqual({
      desired: 'pause',
      rollback: false,
      by: 'olivia',
      epoch: 2,
    });
    expect(await world.owed('resume_hold')).toHaveLength(1);
    expect((await world.recordsOf(id)).map(({ event, actor }) => [event, actor])).toEqual([
      ['execution_pausing', 'olivia'],
    ]);
    expect((await world.executionOf(ref.execution_id))?.status).toBe('running');
  });

  it('names what is in flight, which it awaits', async () => {
    const { id, phase, operator } = await world.prepared();
    const { epoch } = await world.steps.admitPhase(phase);
    await world.steps.beginBatch({ ...phase, batch: 0, epoch });

    const answer = await world.steps.pause(operator);
    world.clock.advance(1);
    await world.steps.checkBatch({ ...phase, batch: 0 });

    expect(answer.in_flight).toEqual(['web-1', 'web-2']);
    expect((await world.linesOf(id)).slice(0, 2).map((line) => line.status)).toEqual([
      'completed',
      'completed',
    ]);
  });

  it('is not known of another org', async () => {
    const { id, operator } = await world.prepared();
    const foreign = { ...operator, org_id: otherOrg };

    await expect(world.steps.pause(foreign)).rejects.toMatchObject({ code: 'not-found' });
    expect((await world.controlOf(id))?.epoch).toBe(1);
  });

  it('of an execution that has ended is refused with how it ended', async () => {
    const { id, ref, operator } = await world.prepared();
    await world.steps.cancel({ ...operator, rollback: false });
    await world.steps.finishRollout({ ...ref, failure: null });
    const before = await world.controlOf(id);

    await expect(world.steps.pause(operator)).rejects.toMatchObject({
      code: 'state-forbids',
      details: { members: { status: 'cancelled' } },
    });
    expect(await world.controlOf(id)).toEqual(before);
  });
});
