import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeGetExecution } from '../../../functions/application/execution/get-execution.ts';
import { makeListExecutions } from '../../../functions/application/execution/list-executions.ts';
import { makeRecoverRollout } from '../../../functions/application/execution/recover-rollout.ts';
import { makeResumeHold } from '../../../functions/application/execution/resume-hold.ts';
import { GetExecutionQuery } from '../../../functions/domain/execution/execution-requests.ts';
import { TaskId } from '../../../functions/domain/shared/ids.ts';
import { aPhase, aPlan, assetIds } from '../../support/builders/a-plan.ts';
import { org } from '../../support/builders/ids.ts';
import { openSteps } from '../../support/execution/step-world.ts';
import type { StepWorld } from '../../support/execution/step-world.ts';

describe('reading an execution', () => {
  let world: StepWorld;
  beforeEach(async () => {
    world = await openSteps();
  });
  afterEach(() => world.close());

  /** A reader whose waits move the clock, and do what is to happen meanwhile. */
  const reader = (meanwhile: (waited: number) => Promise<unknown> = () => Promise.resolve()) => {
    const waits: number[] = [];
    const getExecution = makeGetExecution({
      executions: world.stores.executions,
      clock: world.clock,
      sleep: async (milliseconds) => {
        waits.push(milliseconds);
        world.clock.advance(milliseconds / 1_000);
        await meanwhile(waits.length);
      },
    });
    return { getExecution, waits };
  };

  it('answers at once without a wait', async () => {
    const { id } = await world.prepare(await world.approve());
    const { getExecution, waits } = reader();

    const view = await getExecution({ org_id: org, execution_id: id, wait: 0 });

    expect(view).toMatchObject({ id, status: 'running', version: 2, current_phase: 0 });
    expect(view.phases[0]?.assets).toHaveLength(2);
    expect(waits).toEqual([]);
  });

  it('answers at once when the caller knows an older version', async () => {
    const { id } = await world.prepare(await world.approve());
    const { getExecution, waits } = reader();

    expect(
      (await getExecution({ org_id: org, execution_id: id, wait: 20, since: 1 })).version,
    ).toBe(2);
    expect(waits).toEqual([]);
  });

  it('waits for the next change, also when it is one of an asset', async () => {
    const { id, phase } = await world.prepare(await world.approve());
    await world.steps.admitPhase(phase);
    const { getExecution } = reader((waited) =>
      waited === 3 ? world.steps.beginBatch({ ...phase, batch: 0, epoch: 1 }) : Promise.resolve(),
    );

    const view = await getExecution({ org_id: org, execution_id: id, wait: 20, since: 3 });

    expect(view.version).toBe(4);
    expect(view.phases[0]?.counts).toEqual({ running: 2 });
  });

  it('answers what stands when nothing changes within the wait, and asks ever more rarely', async () => {
    const { id } = await world.prepare(await world.approve());
    const { getExecution, waits } = reader();

    const view = await getExecution({ org_id: org, execution_id: id, wait: 5, since: 2 });

    expect(view.version).toBe(2);
    expect(waits.slice(0, 3)).toEqual([200, 300, 450]);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBe(5_000);
  });

  it.each([{ wait: '26' }, { wait: '-1' }, { since: 'x' }, { other: '1' }])(
    'does not take the query %j',
    (query) => {
      expect(GetExecutionQuery.safeParse(query).success).toBe(false);
    },
  );

  it('lists the executions of a task, and none of an unknown one', async () => {
    const { id, ref } = await world.prepare(await world.approve());
    const list = makeListExecutions(world.stores);

    expect((await list(ref)).executions).toMatchObject([{ id, status: 'running' }]);
    const unknown = TaskId.parse('task-7zzzzzzzzzzzzzzzzzzzzzzzzz');
    await expect(list({ org_id: org, task_id: unknown })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('the wake-up of a hold', () => {
  it('goes to the newest token, and to nobody while control asks for a pause', async () => {
    const world = await openSteps();
    const { id, ref, phase, operator } = await world.prepare(await world.approve());
    const woken: unknown[] = [];
    const workflow = {
      resume: (token: string, output: unknown) => {
        woken.push([token, output]);
        return Promise.resolve('resumed' as const);
      },
    };
    const resumeHold = makeResumeHold({ ...world.stores, clock: world.clock, workflow });
    const at = '2026-03-01T09:00:00.000Z';
    const message = { kind: 'resume_hold', message_id: 'm-1', ...ref, at } as const;

    await world.steps.pause(operator);
    await resumeHold(message);
    await world.steps.holdPhase({ ...phase, task_token: 'token-1' });
    await resumeHold(message);
    await world.steps.holdPhase({ ...phase, task_token: 'token-2' });
    await world.steps.cancel({ ...operator, rollback: true });
    await resumeHold(message);

    expect(woken).toEqual([['token-2', { outcome: 'cancelled' }]]);
    expect(await world.stores.executions.control({ org_id: org, execution_id: id })).toMatchObject({
      rollback: true,
    });
    expect((await world.stores.executions.get({ org_id: org, execution_id: id }))?.status).toBe(
      'cancelling',
    );
    await world.close();
  });
});

describe('the recovery of a rollout', () => {
  let world: StepWorld;
  let started: string[];
  beforeEach(async () => {
    world = await openSteps();
    started = [];
  });
  afterEach(() => world.close());

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
    const plan = aPlan({ phases: [aPhase('Canary', assetIds('web', 4))] });
    const prepared = await world.prepare(await world.approve(plan));
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
