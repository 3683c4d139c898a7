import { countingIds } from './counting-ids.ts';
import { openStores } from './open-stores.ts';
import { org } from '../builders/ids.ts';
import { morning } from '../builders/moments.ts';
import type { Plan } from '../../../functions/domain/plan/plan.ts';
import { digestOf } from '../../../functions/domain/shared/canonical.ts';
import type { Task } from '../../../functions/domain/task/task.ts';
import { aPlannedTask } from '../builders/a-task.ts';

/** The product's stores from the morning on, or at the time of a clock that runs by itself, with tasks as the lifecycle approves them. */
export const openExecutionStores = async (clock?: { readonly now: () => number }) => {
  const stores = await openStores(clock ? { now: clock.now } : { start: morning });
  const ids = countingIds();

  /** Stores an approved task with its plan, as the lifecycle leaves it. */
  const approve = async (plan: Plan, changes: Partial<Task> = {}): Promise<Task> => {
    const digest = digestOf(plan);
    const task = aPlannedTask({
      org_id: org,
      task_id: ids.taskId(),
      status: 'approved',
      plan_digest: digest,
      ...changes,
    });
    await stores.plans.put(task, { revision: 1, digest, plan });
    return stores.putTask(task);
  };

  return { ...stores, ids, approve };
};

export type ExecutionStores = Awaited<ReturnType<typeof openExecutionStores>>;
