import { noModelReader } from '../../../functions/adapters/rules-planner/no-model-reader.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeCancelExecution } from '../../../functions/application/execution/cancel-execution.ts';
import { makeCancelTask } from '../../../functions/application/task/cancel-task.ts';
import type { CancelTaskDeps } from '../../../functions/application/task/cancel-task.ts';
import { makeFailTask } from '../../../functions/application/task/fail-task.ts';
import { demoReader } from '../../support/planning/intent.ts';
import { demoFleet } from '../../support/planning/world.ts';
import { failDeps } from '../../support/seams/fail-deps.ts';
import { makeSettleIntent } from '../../../functions/application/task/settle-intent.ts';
import { firstBadRecord } from '../../../functions/domain/audit/chain.ts';
import { TransientFailure } from '../../../functions/domain/shared/errors.ts';
import { moveTask } from '../../../functions/domain/task/move-task.ts';
import type { Task } from '../../../functions/domain/task/task.ts';
import { AssetId } from '../../../functions/domain/shared/ids.ts';
import type { TaskStatus } from '../../../functions/domain/task/task-status.ts';
import { aGate } from '../../support/builders/a-gate.ts';
import { aPlannedTask } from '../../support/builders/a-task.ts';
import { aNewExecution } from '../../support/builders/an-execution.ts';
import { executionId, gateId, org, taskId, taskIdOf } from '../../support/builders/ids.ts';
import { callerNamed } from '../../support/builders/people.ts';
import { countingIds } from '../../support/world/counting-ids.ts';
import { changes, openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';
import { memoryVocabulary } from '../../support/memory/memory-stores.ts';

let stores: Stores;

beforeEach(async () => {
  stores = await openStores();
});

afterEach(() => stores.close());

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

const cancelling = (deps: Partial<CancelTaskDeps> = {}) => {
  const ids = countingIds();
  const { unitOfWork, executions, clock, tasks, gates } = stores;
  return makeCancelTask({
    clock,
    ids,
    tasks,
    gates,
    unitOfWork,
    cancelExecution: makeCancelExecution({ executions, unitOfWork, ids, clock, sleep }),
    ...deps,
  });
};

const aRequest = (body: { reason?: string; rollback?: boolean } = {}) => ({
  org_id: org,
  task_id: taskId,
  identity: callerNamed('olga'),
  body: { rollback: false, ...body },
});

const stored = () => stores.tasks.get({ org_id: org, task_id: taskId });
const storedGate = () => stores.gates.get({ org_id: org, gate_id: gateId });

describe('cancelling a task before its execution', () => {
  const approve = async (): Promise<void> => {
    const task = (await stored()) as Task;
    await stores.unitOfWork.commit(
      changes({
        documents: [
          ...moveTask({ task, to: 'approved', at: task.updated_at, actor: 'alice' }).documents,
          { kind: 'gate', document: aGate({ version: 2, status: 'approved' }), expected: 1 },
        ],
      }),
    );
  };

  it.each<TaskStatus>(['planning', 'blocked', 'approved', 'pending_approval'])(
    'that is %s ends it, on record',
    async (status) => {
      await stores.putTask(aPlannedTask({ status }));

      const answer = await cancelling()(aRequest({ reason: 'Wrong fleet' }));

      expect(answer).toEqual({
        task_id: 'task-01j0000000000000000000000a',
        status: 'cancelled',
        cancel_requested: true,
        in_flight: [],
      });
      expect(await stored()).toMatchObject({
        status: 'cancelled',
        cancel_requested: true,
        version: 2,
      });
      expect(await stores.audit.all(org)).toMatchObject([
        {
          event: 'task_cancelled',
          actor: 'olga',
          details: { from: status, to: 'cancelled', reason: 'Wrong fleet' },
        },
      ]);
      expect(await stores.counted('orchestrator_tasks_total')).toBe(1);
      expect(await stores.owed('resume_gate')).toEqual([]);
    },
  );

  it('closes the gate that is open, and owes the machine the news', async () => {
    await stores.putTask(aPlannedTask({ status: 'pending_approval', gate_id: gateId }));
    await stores.putGate(aGate());

    await cancelling()(aRequest());

    expect(await storedGate()).toMatchObject({ status: 'cancelled', version: 2 });
    expect(await stores.owed('resume_gate')).toMatchObject([
      { message: { gate_id: 'gate-7zzzzzzzzzzzzzzzzzzzzzzzzz' } },
    ]);
  });

  it('leaves a gate alone that is decided', async () => {
    await stores.putTask(aPlannedTask({ status: 'approved', gate_id: gateId }));
    await stores.putGate(aGate({ status: 'approved' }));

    await cancelling()(aRequest());

    expect(await storedGate()).toMatchObject({ status: 'approved', version: 1 });
    expect(await stores.owed('resume_gate')).toEqual([]);
  });

  it('decides again when an approval was first', async () => {
    await stores.putTask(aPlannedTask({ status: 'pending_approval', gate_id: gateId }));
    await stores.putGate(aGate());
    let overtaken = false;
    const cancel = cancelling({
      unitOfWork: {
        commit: async (all) => {
          if (!overtaken) await approve();
          overtaken = true;
          await stores.unitOfWork.commit(all);
        },
      },
    });

    await cancel(aRequest());

    expect(await stored()).toMatchObject({ status: 'cancelled', version: 3 });
    expect(await storedGate()).toMatchObject({ status: 'approved' });
    expect(await stores.owed('resume_gate')).toEqual([]);
  });

  it.each<TaskStatus>(['completed', 'failed', 'rolled_back', 'rejected', 'expired', 'cancelled'])(
    'is refused once it is %s',
    async (status) => {
      await stores.putTask(aPlannedTask({ status }));

      await expect(cancelling()(aRequest())).rejects.toMatchObject({
        code: 'state-forbids',
        details: { members: { status } },
      });
      expect((await stored())?.version).toBe(1);
    },
  );

  it('is refused for a task that is not there', async () => {
    await expect(cancelling()({ ...aRequest(), task_id: taskIdOf(5) })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('writes nothing where the store fails', async () => {
    await stores.putTask(aPlannedTask({ status: 'pending_approval', gate_id: gateId }));
    await stores.putGate(aGate());
    stores.failNext('TransactWriteItems', { kind: 'not-applied' });

    await expect(cancelling()(aRequest())).rejects.toBeInstanceOf(TransientFailure);

    expect((await stored())?.status).toBe('pending_approval');
    expect((await storedGate())?.status).toBe('pending');
  });
});

describe('cancelling a task that executes', () => {
  const executing = (members: Partial<Task> = {}) =>
    aPlannedTask({ status: 'executing', execution_id: executionId, ...members });

  it('goes through the control of its execution, and writes nothing that other work writes', async () => {
    await stores.putTask(executing());
    await stores.putExecution(aNewExecution());
    const [task, execution] = [
      await stored(),
      await stores.executions.get({ org_id: org, execution_id: executionId }),
    ];

    const answer = await cancelling()(aRequest({ rollback: true, reason: 'Too slow' }));

    expect(answer).toEqual({
      task_id: taskId,
      status: 'executing',
      cancel_requested: true,
      in_flight: [],
    });
    expect(await stores.executions.control({ org_id: org, execution_id: executionId })).toEqual({
      desired: 'cancel',
      rollback: true,
      by: 'olga',
      epoch: 2,
    });
    expect([
      await stored(),
      await stores.executions.get({ org_id: org, execution_id: executionId }),
    ]).toEqual([task, execution]);
  });

  it('names the assets whose action was sent before', async () => {
    await stores.putTask(executing());
    const inFlight = [AssetId.parse('i-0001')];
    const cancel = cancelling({
      cancelExecution: () => Promise.resolve({ in_flight: inFlight }),
    });

    expect(await cancel(aRequest())).toMatchObject({ in_flight: ['i-0001'] });
  });

  it('is refused while the execution is not there yet', async () => {
    await stores.putTask(executing({ execution_id: null }));

    await expect(cancelling()(aRequest())).rejects.toMatchObject({ code: 'state-forbids' });
  });
});

describe('cancelling a task while a step of its planning runs', () => {
  it('stands: the step is refused, and the broken workflow changes nothing', async () => {
    const cost = { ...aPlannedTask().task_spec, agent: 'cost_agent' as const };
    await stores.putTask(aPlannedTask({ task_spec: cost }));
    let cancelled = false;
    const settleIntent = makeSettleIntent({
      modelReader: noModelReader,
      clock: stores.clock,
      vocabulary: memoryVocabulary(),
      words: () => demoReader.words,
      tasks: stores.tasks,
      plans: stores.plans,
      fleet: demoFleet,
      unitOfWork: {
        commit: async (all) => {
          if (!cancelled) await cancelling()(aRequest());
          cancelled = true;
          await stores.unitOfWork.commit(all);
        },
      },
    });

    const step = await settleIntent({ org_id: org, task_id: taskId });
    const ended = await makeFailTask(failDeps(stores))({
      org_id: org,
      task_id: taskId,
      error: 'Rejection',
      cause: 'state-forbids',
    });

    expect(step).toEqual({ outcome: 'failed' });
    expect(ended).toEqual({ status: 'cancelled' });
    const records = await stores.audit.all(org);
    expect(records.map(({ event }) => event)).toEqual(['task_cancelled']);
    expect(firstBadRecord(records)).toBeNull();
    expect(await stores.counted('orchestrator_tasks_total')).toBe(1);
  });
});
