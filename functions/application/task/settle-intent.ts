import { specialistNamed } from '../../specialists/catalogue.ts';
import type { TaskRef } from '../../domain/shared/refs.ts';
import type { PlanStore } from '../planning/planning-ports.ts';
import type { Clock, UnitOfWork } from '../shared/ports.ts';
import type { TaskStore } from './task-ports.ts';
import { loadTask } from '../shared/load-task.ts';
import { failPlanning } from '../shared/planning-failure.ts';
import { retryOnConflict } from '../shared/with-retry.ts';
import { adoptPlan } from './steps/adopted-plan.ts';

export interface SettleIntentDeps {
  readonly clock: Clock;
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly plans: PlanStore;
  readonly unitOfWork: UnitOfWork;
}

/** `planned`: there is a plan already, the one of the dry run that the task applies. */
export type SettledIntent =
  | { readonly outcome: 'settled' | 'failed' }
  | { readonly outcome: 'planned'; readonly plan_revision: number };

/**
 * Lets a settled task go on to its agent, or to the validation of the plan that it applies; one whose
 * agent nobody serves ends with `agent-not-available`.
 */
export const makeSettleIntent =
  (deps: SettleIntentDeps) =>
  (input: TaskRef): Promise<SettledIntent> =>
    retryOnConflict(async () => {
      const task = await loadTask(deps.tasks, input);
      if (task.status === 'failed' || task.status === 'cancelled') return { outcome: 'failed' };
      if (task.applies_task_id !== null) return adoptPlan(deps, task, task.applies_task_id);
      const { agent } = specialistNamed(task.task_spec.agent);
      if (task.status !== 'planning' || agent.available) return { outcome: 'settled' };
      await failPlanning(deps, {
        task,
        code: 'agent-not-available',
        message: `The ${agent.name} is not available yet.`,
      });
      return { outcome: 'failed' };
    });
