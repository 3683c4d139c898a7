import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { otherOrg } from '../../support/builders/ids.ts';
import { openSteps } from '../../support/execution/step-world.ts';
import type { StepWorld } from '../../support/execution/step-world.ts';

let world: StepWorld;
beforeEach(async () => {
  world = await openSteps();
});
afterEach(() => world.close());

describe('cancelling an execution', () => {
  it.each([true, false])('is acknowledged, and again, with rollback %j', async (rollback) => {
    const { id, operator } = await world.prepared();

    const said = [
      await world.steps.cancel({ ...operator, rollback }),
      await world.steps.cancel({ ...operator, rollback }),
    ];

    expect(said).toEqual(Array(2).fill({ execution_id: id, status: 'cancelling', in_flight: [] }));
    expect(await world.controlOf(id)).toEqual({
      desired: 'cancel',
      rollback,
      by: 'olivia',
      epoch: 2,
    });
    expect(await world.recordsOf(id)).toMatchObject([
      { event: 'execution_cancelling', actor: 'olivia', details: { rollback } },
    ]);
    expect(await world.owed('resume_hold')).toHaveLength(1);
  });

  it('lets nothing begin any more, and leaves or takes back as was said', async () => {
    const { phase, ref, operator } = await world.prepared();
    const { epoch } = await world.steps.admitPhase(phase);
    await world.steps.beginBatch({ ...phase, batch: 0, epoch });

    const answer = await world.steps.cancel({ ...operator, rollback: true });
    const late = await world.steps.beginBatch({ ...phase, batch: 1, epoch });
    world.clock.advance(1);
    await world.steps.checkBatch({ ...phase, batch: 0 });
    const finish = await world.steps.finishRollout({ ...ref, failure: null });

    expect(answer.in_flight).toEqual(['web-1', 'web-2']);
    expect(late.outcome).toBe('stopped');
    expect(finish).toEqual({ outcome: 'roll_back', status: 'rolling_back' });
  });

  it('is not known of another org', async () => {
    const { id, operator } = await world.prepared();
    const foreign = { ...operator, org_id: otherOrg, rollback: false };

    await expect(world.steps.cancel(foreign)).rejects.toMatchObject({ code: 'not-found' });
    expect((await world.controlOf(id))?.epoch).toBe(1);
  });

  it('of an execution that has ended is refused with how it ended', async () => {
    const { id, ref, operator } = await world.prepared();
    await world.steps.cancel({ ...operator, rollback: false });
    await world.steps.finishRollout({ ...ref, failure: null });
    const before = await world.controlOf(id);

    await expect(world.steps.cancel({ ...operator, rollback: false })).rejects.toMatchObject({
      code: 'state-forbids',
      details: { members: { status: 'cancelled' } },
    });
    expect(await world.controlOf(id)).toEqual(before);
  });
});
