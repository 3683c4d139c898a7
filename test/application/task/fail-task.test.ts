import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFailTask } from '../../../functions/application/task/fail-task.ts';
import type { TaskStatus } from '../../../functions/domain/task/task-status.ts';
import { aGate } from '../../support/builders/a-gate.ts';
import { aPlannedTask } from '../../support/builders/a-task.ts';
import { aNewExecution } from '../../support/builders/an-execution.ts';
import { aTwoServerPlan } from '../../support/builders/a-plan.ts';
import { executionId, gateId, org, planDigest, taskId } from '../../support/builders/ids.ts';
import { endings, unended } from '../../support/execution/endings.ts';
import { failDeps } from '../../support/seams/fail-deps.ts';
import { openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';

let stores: Stores;

beforeEach(async () => {
  stores = await openStores();
  await stores.plans.put(
    { org_id: org, task_id: taskId },
    { revision: 1, digest: planDigest, plan: aTwoServerPlan() },
  );
});

afterEach(() => stores.close());

const failTask = () =>
  makeFailTask(failDeps(stores))({
    org_id: org,
    task_id: taskId,
    error: 'States.Timeout',
    cause: 'took too long',
  });

const executing = (members = {}) =>
  aPlannedTask({ status: 'executing', execution_id: executionId, gate_id: gateId, ...members });

const stored = () => stores.tasks.get({ org_id: org, task_id: taskId });

describe('failing a task', () => {
  it.each<TaskStatus>(['planning', 'pending_approval', 'approved'])(
    'that is %s ends it with a code and no internals, and puts the cause on record',
    async (status) => {
      await stores.putTask(aPlannedTask({ status }));

      expect(await failTask()).toEqual({ status: 'failed' });

      expect(await stored()).toMatchObject({
        status: 'failed',
        error: { code: 'internal', message: 'The workflow could not go on.' },
      });
      expect(await stores.audit.all(org)).toMatchObject([
        { event: 'task_failed', details: { error: 'States.Timeout', cause: 'took too long' } },
      ]);
    },
  );

  it('closes the gate that nobody waits for any more', async () => {
    await stores.putTask(aPlannedTask({ status: 'pending_approval', gate_id: gateId }));
    await stores.putGate(aGate());

    await failTask();

    expect((await stores.gates.get({ org_id: org, gate_id: gateId }))?.status).toBe('cancelled');
  });

  it.each<TaskStatus>([
    'completed',
    'failed',
    'rolled_back',
    'rejected',
    'expired',
    'cancelled',
    'blocked',
  ])('that is %s leaves it so', async (status) => {
    await stores.putTask(aPlannedTask({ status }));

    expect(await failTask()).toEqual({ status });
    expect((await stored())?.version).toBe(1);
  });

  it('ends an execution whose machine never began, and the task with it', async () => {
    await stores.putTask(executing());
    await stores.putExecution(aNewExecution({ status: 'pending' }));

    expect(await failTask()).toEqual({ status: 'failed' });
    expect((await stores.executions.get({ org_id: org, execution_id: executionId }))?.status).toBe(
      'failed',
    );
    expect(await failTask()).toEqual({ status: 'failed' });
  });

  it.each(unended.filter((status) => status !== 'pending'))(
    'leaves it executing while its execution is %s',
    async (status) => {
      await stores.putTask(executing());
      await stores.putExecution(aNewExecution({ status }));

      expect(await failTask()).toEqual({ status: 'executing' });
    },
  );

  it.each(endings)(
    'whose execution is %s makes it %s, which is what happened',
    async (ending, status) => {
      await stores.putTask(executing());
      await stores.putExecution(aNewExecution({ status: ending }));

      expect(await failTask()).toEqual({ status });
      expect((await stored())?.error === null).toBe(status !== 'failed');
    },
  );

  it('twice counts once', async () => {
    await stores.putTask(aPlannedTask());

    await failTask();
    await failTask();

    expect(await stores.counted('orchestrator_tasks_total')).toBe(1);
  });
});
