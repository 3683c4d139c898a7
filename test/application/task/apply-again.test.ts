import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TransientFailure } from '../../../functions/domain/shared/errors.ts';
import { digestOf } from '../../../functions/domain/shared/canonical.ts';
import { toTimestamp } from '../../../functions/domain/shared/ids.ts';
import type { TaskId } from '../../../functions/domain/shared/ids.ts';
import { moveTask } from '../../../functions/domain/task/move-task.ts';
import type { Task } from '../../../functions/domain/task/task.ts';
import type { TaskStatus } from '../../../functions/domain/task/task-status.ts';
import { aBuiltPlan } from '../../support/builders/a-built-plan.ts';
import { anExecution } from '../../support/builders/an-execution.ts';
import { aPlannedTask } from '../../support/builders/a-task.ts';
import { org, taskIdOf } from '../../support/builders/ids.ts';
import { callerNamed } from '../../support/builders/people.ts';
import { aSubmission } from '../../support/seams/tasks.ts';
import { changes, openStores } from '../../support/world/open-stores.ts';
import type { Stores } from '../../support/world/open-stores.ts';

let stores: Stores;

const plan = aBuiltPlan();
const digest = digestOf(plan);
const dryRunId = taskIdOf(900);

beforeEach(async () => {
  stores = await openStores();
  const dryRun = aPlannedTask({
    ...{ task_id: dryRunId, dry_run: true, status: 'completed', plan_digest: digest },
  });
  await stores.plans.put(dryRun, { revision: 1, digest, plan });
  await stores.putTask(dryRun);
});

afterEach(() => stores.close());

const aRequest = (members: Record<string, unknown> = {}) => ({
  ...{ org_id: org, task_id: dryRunId, waitSeconds: 0 },
  identity: callerNamed('bob'),
  body: { plan_digest: digest },
  ...members,
});

const taskOf = async (task_id: TaskId): Promise<Task> => {
  const task = await stores.tasks.get({ org_id: org, task_id });
  if (task === null) throw new Error(`No ${task_id}`);
  return task;
};

const end = async (number: number, to: TaskStatus, patch: Partial<Task> = {}): Promise<void> => {
  const task = await taskOf(taskIdOf(number));
  const at = toTimestamp(stores.clock.now());
  const { documents } = moveTask({ task, to, at, actor: 'the test', patch });
  await stores.unitOfWork.commit(changes({ documents }));
};

const tasksInAll = async (): Promise<number> =>
  (await stores.tasks.list({ orgs: [org], limit: 20 })).tasks.length;

const unavailable = { error: { code: 'policy-unavailable' as const, message: 'away' } };

describe('a dry run whose task came to nothing', () => {
  it.each<[TaskStatus, Partial<Task>]>([
    ['failed', unavailable],
    ['cancelled', {}],
  ])('(%s) becomes another task when it is applied again', async (status, patch) => {
    const { apply, started } = aSubmission(stores);
    await apply(aRequest());
    await end(1, status, patch);

    const again = await apply(aRequest({ identity: callerNamed('carol') }));

    expect(again).toMatchObject({ status: 202, body: { task_id: taskIdOf(3) } });
    expect(await taskOf(taskIdOf(3))).toMatchObject({
      ...{ status: 'planning', applies_task_id: dryRunId, plan_digest: digest },
      requested_by: { id: 'carol' },
    });
    expect((await taskOf(dryRunId)).applied_by_task_id).toBe(taskIdOf(3));
    expect((await taskOf(taskIdOf(1))).status).toBe(status);
    expect(started).toHaveLength(2);
    const applied = (await stores.audit.all(org)).filter(({ event }) => event === 'task_applied');
    expect(applied.map(({ details }) => details['applied_by_task_id'])).toEqual([
      taskIdOf(1),
      taskIdOf(3),
    ]);
  });

  it('becomes one other task, by however many at once it is applied', async () => {
    const { apply, started } = aSubmission(stores);
    await apply(aRequest());
    await end(1, 'failed', unavailable);

    const answers = await Promise.all(Array.from({ length: 5 }, () => apply(aRequest())));

    expect(new Set(answers.map(({ body }) => body.task_id)).size).toBe(1);
    expect([started.length, await tasksInAll()]).toEqual([2, 3]);
  });

  it('is not applied twice by requests that were there before its task ended', async () => {
    const { apply: first } = aSubmission(stores);
    const get = stores.tasks.get;
    let isLate = true;
    const { apply: late, started } = aSubmission(stores, {
      deps: {
        tasks: {
          ...stores.tasks,
          // Between its two looks at the dry run another request applied it, and that task failed.
          get: async (ref) => {
            const seen = await get(ref);
            if (!isLate) return seen;
            isLate = false;
            await first(aRequest());
            await end(1, 'failed', unavailable);
            return seen;
          },
        },
      },
    });

    const answer = await late(aRequest());

    expect(answer.body).toMatchObject({ task_id: taskIdOf(1), status: 'failed' });
    expect([started, await tasksInAll()]).toEqual([[], 2]);
  });

  it('is one task also where the store failed in the middle', async () => {
    const { apply } = aSubmission(stores);
    await apply(aRequest());
    await end(1, 'failed', unavailable);
    stores.failNext('TransactWriteItems', { kind: 'applied' });
    await expect(apply(aRequest())).rejects.toBeInstanceOf(TransientFailure);

    const answer = await apply(aRequest());

    expect((await taskOf(dryRunId)).applied_by_task_id).toBe(answer.body.task_id);
    expect(await tasksInAll()).toBe(3);
  });
});

describe('a dry run whose task stands', () => {
  it.each<[TaskStatus, Partial<Task>]>([
    ['pending_approval', {}],
    ['completed', {}],
    ['failed', { error: { code: 'plan-invalid', message: 'another plan' } }],
  ])('(%s) is answered by it', async (status, patch) => {
    const { apply, started } = aSubmission(stores);
    await apply(aRequest());
    await end(1, status, patch);

    expect((await apply(aRequest())).body.task_id).toBe(taskIdOf(1));
    expect([started.length, await tasksInAll()]).toEqual([1, 2]);
  });

  it.each([
    ['touched none', { skipped: 2 }, taskIdOf(3)],
    ['touched one', { skipped: 1, failed: 1 }, taskIdOf(1)],
  ] as const)('or not, by whether its execution %s', async (_, counts, expected) => {
    const { apply } = aSubmission(stores);
    await apply(aRequest());
    const { id, phases } = anExecution();
    await stores.putExecution(
      anExecution({
        ...{ task_id: taskIdOf(1), status: 'failed' },
        phases: phases.map((phase) => ({ ...phase, counts })),
      }),
    );
    await end(1, 'failed', { execution_id: id });

    expect((await apply(aRequest())).body.task_id).toBe(expected);
  });
});
