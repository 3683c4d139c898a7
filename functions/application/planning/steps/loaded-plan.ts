import type { PlanRevision } from '../../../domain/plan/plan.ts';
import { stateForbids } from '../../../domain/shared/errors.ts';
import type { Task } from '../../../domain/task/task.ts';
import type { PlanStore } from '../planning-ports.ts';

/** The task's plan. @throws Rejection `state-forbids` when the task has another one. */
export const loadPlan = async (
  { plans }: { readonly plans: Pick<PlanStore, 'get'> },
  task: Task,
  revision: number,
): Promise<PlanRevision> => {
  const stored = await plans.get(task, revision);
  if (stored === null || task.plan_revision !== revision || task.plan_digest !== stored.digest)
    throw stateForbids('The task has another plan.', { plan_revision: task.plan_revision });
  return stored;
};
