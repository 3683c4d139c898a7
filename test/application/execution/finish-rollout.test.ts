import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assetIds } from '../../support/builders/a-plan.ts';
import { org } from '../../support/builders/ids.ts';
import { openSteps } from '../../support/execution/step-world.ts';
import type { StepWorld } from '../../support/execution/step-world.ts';

let world: StepWorld;
beforeEach(async () => {
  world = await openSteps();
});
afterEach(() => world.close());

const failure = { error: 'HealthCheckFailed', cause: '' };

describe('finishing a rollout', () => {
  it('ends once, however often it is finished, and frees its locks', async () => {
    const { phase, ref, id } = await world.prepared();
    await world.apply(phase);
    await world.steps.assessPhase(phase);
    await world.steps.checkHealth({ ...phase, sample: 1 });
    await world.steps.checkHealth({ ...phase, sample: 2 });

    const first = await world.steps.finishRollout({ ...ref, failure: null });
    const second = await world.steps.finishRollout({ ...ref, failure: null });

    expect([first, second]).toEqual([
      { outcome: 'finished', status: 'completed' },
      { outcome: 'finished', status: 'completed' },
    ]);
    const locks = await world.stores.locks.read(org, assetIds('web', 4));
    expect(locks.map((lock) => [lock.held_by, lock.last_change?.task_id])).toEqual(
      Array.from({ length: 4 }, () => [null, ref.task_id]),
    );
    const notices = (await world.owed('notify')).map((m) => (m.kind === 'notify' ? m.event : ''));
    expect(notices.filter((event) => event === 'execution_completed')).toHaveLength(1);
    expect(await world.owed('anchor_audit')).toHaveLength(2);
    expect(await world.executionOf(id)).toMatchObject({ status: 'completed', error: null });
  });

  it('counts each status that an execution enters', async () => {
    const { operator, ref, phase } = await world.prepared();
    await world.steps.pause(operator);
    await world.steps.holdPhase({ ...phase, task_token: 'token-1' });
    await world.steps.cancel({ ...operator, rollback: false });
    await world.steps.finishRollout({ ...ref, failure: null });

    const counted = (await world.stores.counters.ofOrg(org))
      .filter((counter) => counter.name === 'orchestrator_executions_total')
      .map((counter) => [counter.labels['status'], counter.value]);

    expect(Object.fromEntries(counted)).toEqual({
      pending: 1,
      running: 1,
      pausing: 1,
      paused: 1,
      cancelling: 1,
      cancelled: 1,
    });
  });

  it('hands what was touched to the roll-back, and says so again', async () => {
    const { id, phase, ref } = await world.prepared();
    await world.apply(phase);

    const said = [
      await world.steps.finishRollout({ ...ref, failure }),
      await world.steps.finishRollout({ ...ref, failure }),
    ];

    expect(said).toEqual(Array(2).fill({ outcome: 'roll_back', status: 'rolling_back' }));
    expect(await world.executionOf(id)).toMatchObject({ rolls_back: true, completed_at: null });
    expect(await world.controlOf(id)).toMatchObject({ desired: 'run', epoch: 2 });
  });

  it('fails at once where nothing was touched, with its task', async () => {
    const { id, ref } = await world.prepared();

    const finish = await world.steps.finishRollout({ ...ref, failure });

    expect(finish).toEqual({ outcome: 'finished', status: 'failed' });
    expect(await world.executionOf(id)).toMatchObject({
      status: 'failed',
      error: 'The rollout broke off: HealthCheckFailed. No asset was changed.',
    });
    expect((await world.taskOf(ref))?.status).toBe('failed');
  });

  it('waits for what is in flight before it ends, and lets nothing more begin', async () => {
    const { phase, ref, operator } = await world.prepared();
    const { epoch } = await world.steps.admitPhase(phase);
    await world.steps.beginBatch({ ...phase, batch: 0, epoch });
    await world.steps.cancel({ ...operator, rollback: false });

    const finish = await world.steps.finishRollout({ ...ref, failure: null });
    const late = await world.steps.beginBatch({ ...phase, batch: 1, epoch });

    expect(finish).toEqual({ outcome: 'roll_back', status: 'cancelling' });
    expect(late.outcome).toBe('stopped');
    expect((await world.taskOf(ref))?.status).toBe('executing');
  });
});
