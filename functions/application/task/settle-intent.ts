import { specialistNamed } from '../../specialists/catalogue.ts';
import type { TaskRef } from '../../domain/shared/refs.ts';
import type { Clock, UnitOfWork } from '../shared/ports.ts';
import type { TaskStore } from './task-ports.ts';
import { loadTask } from '../shared/load-task.ts';
import { failPlanning } from '../shared/planning-failure.ts';
import { retryOnConflict } from '../shared/with-retry.ts';

export interface SettleIntentDeps {
  readonly clock: Clock;
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly unitOfWork: UnitOfWork;
}

/** Lets a settled task go on to its agent; one whose agent nobody serves ends with `agent-not-available`. */
export const makeSettleIntent =
  (deps: SettleIntentDeps) =>
  (input: TaskRef): Promise<{ outcome: 'settled' | 'failed' }> =>
    retryOnConflict(async () => {
      const task = await loadTask(deps.tasks, input);
      if (task.status === 'failed' || task.status === 'cancelled') return { outcome: 'failed' };
      const { agent } = specialistNamed(task.task_spec.agent);
      if (task.status !== 'planning' || agent.available) return { outcome: 'settled' };
      await failPlanning(deps, {
        task,
        code: 'agent-not-available',
        message: `The ${agent.name} is not available yet.`,
      });
      return { outcome: 'failed' };
    });
