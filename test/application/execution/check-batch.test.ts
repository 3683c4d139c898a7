import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TransientFailure } from '../../../functions/domain/shared/errors.ts';
import { openSteps } from '../../support/execution/step-world.ts';
import type { StepWorld } from '../../support/execution/step-world.ts';

let world: StepWorld;
beforeEach(async () => {
  world = await openSteps();
});
afterEach(() => world.close());

describe('checking a batch', () => {
  it('leaves a batch in progress while the fleet does not answer, until the deadline', async () => {
    const { phase, id } = await world.prepared();
    world.fleet.behaviour.hangs.add('web-1');
    const { epoch } = await world.steps.admitPhase(phase);
    await world.steps.beginBatch({ ...phase, batch: 0, epoch });

    world.clock.advance(1_800);
    const early = await world.steps.checkBatch({ ...phase, batch: 0 });
    world.clock.advance(1_801);
    const late = await world.steps.checkBatch({ ...phase, batch: 0 });

    expect(early).toEqual({ outcome: 'in_progress', wait_seconds: 1 });
    expect(late.outcome).toBe('finished');
    expect((await world.linesOf(id))[0]).toMatchObject({
      status: 'failed',
      error: 'The action gave no result within 60 minutes.',
    });
  });

  it('takes marks back at the check, once nobody may send them, and admits their assets again', async () => {
    const { phase, id } = await world.prepared();
    const { epoch } = await world.steps.admitPhase(phase);
    const away = () => {
      throw new TransientFailure('The fleet is away');
    };
    Object.assign(world.fleet.behaviour, { before: away, settle: away });
    await expect(world.steps.beginBatch({ ...phase, batch: 0, epoch })).rejects.toThrow();
    const again = await world.steps.beginBatch({ ...phase, batch: 0, epoch });
    Object.assign(world.fleet.behaviour, { before: () => undefined, settle: () => undefined });

    const fresh = await world.steps.checkBatch({ ...phase, batch: 0 });
    world.clock.advance(6);
    const late = await world.steps.checkBatch({ ...phase, batch: 0 });
    const admission = await world.steps.admitPhase(phase);

    expect([again.outcome, fresh.outcome, late.outcome]).toEqual([
      'begun',
      'in_progress',
      'finished',
    ]);
    expect((await world.linesOf(id)).map((line) => line.status)).toEqual(Array(4).fill('pending'));
    expect(admission.batches).toEqual([{ batch: 0 }, { batch: 1 }]);
    expect(world.fleet.acts).toEqual([]);
  });

  it('notes what became of each action, once', async () => {
    const { id, phase } = await world.prepared();
    world.fleet.behaviour.failsApply.add('web-2');
    const { epoch } = await world.steps.admitPhase(phase);
    await world.steps.beginBatch({ ...phase, batch: 0, epoch });
    world.clock.advance(1);

    const said = [
      await world.steps.checkBatch({ ...phase, batch: 0 }),
      await world.steps.checkBatch({ ...phase, batch: 0 }),
    ];

    expect(said).toEqual(Array(2).fill({ outcome: 'finished', wait_seconds: 0 }));
    const [done, failed, ...others] = await world.linesOf(id);
    expect(done).toMatchObject({ status: 'completed', output: 'Image replaced', error: null });
    expect(failed).toMatchObject({ status: 'failed', error: 'failed: gave up' });
    expect(others.map((line) => line.status)).toEqual(['pending', 'pending']);
    expect(world.fleet.acts).toHaveLength(2);
  });
});
