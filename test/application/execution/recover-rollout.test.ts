import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRecoverRollout } from '../../../functions/application/execution/recover-rollout.ts';
import { org } from '../../support/builders/ids.ts';
import { openSteps } from '../../support/execution/step-world.ts';
import type { StepWorld } from '../../support/execution/step-world.ts';

let world: StepWorld;
beforeEach(async () => {
  world = await openSteps();
});
afterEach(() => world.close());

describe('the recovery of a rollout', () => {
  let started: string[];
  beforeEach(() => {
    started = [];
  });

  const recover = (name: string, status: 'ABORTED' | 'SUCCEEDED' | 'TIMED_OUT' = 'ABORTED') =>
    makeRecoverRollout({
      ...world.stores,
      clock: world.clock,
      finishRollout: world.steps.finishRollout,
      rollBack: {
        start: (input) => {
          started.push(input.name);
          return Promise.resolve();
        },
      },
    })({ executionArn: 'arn', stateMachineArn: 'arn', name, status });

  const touched = async () => {
    const prepared = await world.prepared();
    await world.steps.admitPhase(prepared.phase);
    await world.steps.beginBatch({ ...prepared.phase, batch: 0, epoch: 1 });
    return prepared;
  };

  it('starts the roll-back of what is touched, and closes the fence first', async () => {
    const { id, phase } = await touched();

    expect(await recover(id, 'TIMED_OUT')).toEqual({ outcome: 'roll_back_started' });

    expect(started).toEqual([`${id}-recovery`]);
    expect((await world.stores.executions.get({ org_id: org, execution_id: id }))?.status).toBe(
      'rolling_back',
    );
    const late = await world.steps.beginBatch({ ...phase, batch: 1, epoch: 1 });
    expect(
      (await world.stores.executions.lines({ org_id: org, execution_id: id }, 0)).map(
        (line) => line.applies,
      ),
    ).toEqual([1, 1, 0, 0]);
    expect(late.outcome).toBe('stopped');
  });

  it('ends an execution of which nothing was touched', async () => {
    const { id, ref } = await world.prepare(await world.approve());

    expect(await recover(id)).toEqual({ outcome: 'ended' });

    expect(started).toEqual([]);
    expect((await world.stores.executions.get({ org_id: org, execution_id: id }))?.status).toBe(
      'failed',
    );
    expect((await world.stores.tasks.get({ org_id: org, task_id: ref.task_id }))?.status).toBe(
      'failed',
    );
  });

  it('starts a roll-back that ended amid its work anew, three times at most', async () => {
    const { id } = await touched();

    const outcomes = [
      await recover(`${id}-rollback`),
      await recover(`${id}-rollback-recovery`),
      await recover(`${id}-rollback-recovery-recovery`),
      await recover(`${id}-rollback-recovery-recovery-recovery`),
    ].map((recovery) => recovery.outcome);

    expect(outcomes).toEqual([
      'roll_back_started',
      'roll_back_started',
      'roll_back_started',
      'given_up',
    ]);
  });

  it('tells people once, and puts on record, that it gives a roll-back up', async () => {
    const { id, ref } = await touched();
    const last = `${id}-rollback-recovery-recovery-recovery`;
    const told = async () => {
      const now = '2099-01-01T00:00:00.000Z';
      const owed = await world.stores.outbox.owed({ kinds: ['notify'], now, limit: 100 });
      return owed.filter(
        ({ message }) => message.kind === 'notify' && message.event === 'execution_failed',
      ).length;
    };

    await recover(last);
    await recover(last);

    expect(await told()).toBe(1);
    expect(
      (await world.stores.executions.get({ org_id: org, execution_id: id }))?.rollback_error,
    ).toBe('The rollback was broken off 4 times and is not tried again.');
    const records = await world.stores.audit.of(org, ref.task_id);
    expect(records.filter(({ event }) => event === 'rollback_given_up')).toHaveLength(1);
  });

  it.each(['task-00000000000000000000000001', 'something-else'])(
    'leaves the machine %s alone',
    async (name) => {
      expect(await recover(name)).toEqual({ outcome: 'nothing_to_do' });
    },
  );

  it('leaves machines alone that ended well, and executions that ended', async () => {
    const { id, ref, operator } = await touched();

    expect(await recover(id, 'SUCCEEDED')).toEqual({ outcome: 'nothing_to_do' });
    world.clock.advance(1);
    await world.steps.checkBatch({ org_id: org, execution_id: id, phase_index: 0, batch: 0 });
    await world.steps.cancel({ ...operator, rollback: false });
    await world.steps.finishRollout({ ...ref, failure: null });
    expect(await recover(id)).toEqual({ outcome: 'nothing_to_do' });
  });
});
