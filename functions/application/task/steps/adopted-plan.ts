import type { PlanRevision } from '../../../domain/plan/plan.ts';
import { digestOf } from '../../../domain/shared/canonical.ts';
import { toTimestamp } from '../../../domain/shared/ids.ts';
import type { TaskId } from '../../../domain/shared/ids.ts';
import { changeTask, taskEntry } from '../../../domain/task/move-task.ts';
import type { Task } from '../../../domain/task/task.ts';
import type { PlanStore } from '../../planning/planning-ports.ts';
import { commit } from '../../shared/commit.ts';
import { failPlanning } from '../../shared/planning-failure.ts';
import type { Clock, UnitOfWork } from '../../shared/ports.ts';
import type { TaskStore } from '../task-ports.ts';

interface AdoptionDeps {
  readonly clock: Clock;
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly plans: PlanStore;
  readonly unitOfWork: UnitOfWork;
}

type Adoption =
  { readonly outcome: 'planned'; readonly plan_revision: number } | { readonly outcome: 'failed' };

interface Adopted {
  readonly task: Task;
  readonly dryRun: Task;
  readonly stored: PlanRevision;
}

/** The plan stays in the dry run as well: what was read there is what is carried out here. */
const keepCopy = async (deps: AdoptionDeps, { task, dryRun, stored }: Adopted): Promise<void> => {
  const { digest, plan } = stored;
  await deps.plans.put(task, { revision: 1, digest, plan });
  const at = toTimestamp(deps.clock.now());
  const details = { plan_revision: 1, applies_task_id: dryRun.task_id };
  await commit(deps.unitOfWork, {
    documents: [changeTask(task, at, { plan_revision: 1, agent_result: dryRun.agent_result })],
    audit: [
      taskEntry(task, {
        at,
        actor: 'task-lifecycle',
        event: 'plan_submitted',
        details: { ...details, total_assets: plan.total_assets },
      }),
    ],
  });
};

/**
 * Gives a task the plan of the dry run that it applies. Only the plan whose digest the task names from
 * its beginning is taken; a repetition finds it taken.
 */
export const adoptPlan = async (
  deps: AdoptionDeps,
  task: Task,
  dryRunId: TaskId,
): Promise<Adoption> => {
  if (task.plan_revision > 0) return { outcome: 'planned', plan_revision: task.plan_revision };
  const dryRun = await deps.tasks.get({ org_id: task.org_id, task_id: dryRunId });
  const stored = dryRun && (await deps.plans.get(dryRun, dryRun.plan_revision));
  if (!stored || stored.digest !== task.plan_digest || digestOf(stored.plan) !== stored.digest) {
    await failPlanning(deps, {
      task,
      code: 'plan-invalid',
      message: `The dry run's stored plan is not the one with the digest ${task.plan_digest ?? '(none)'}.`,
    });
    return { outcome: 'failed' };
  }
  await keepCopy(deps, { task, dryRun, stored });
  return { outcome: 'planned', plan_revision: 1 };
};
