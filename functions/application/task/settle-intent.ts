import { specialistNamed } from '../../specialists/catalogue.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { TaskErrorCode } from '../../domain/shared/errors.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import type { OrgId, TaskId } from '../../domain/shared/ids.ts';
import { moveTask } from '../../domain/task/move-task.ts';
import type { Task } from '../../domain/task/task.ts';
import type { Clock, UnitOfWork } from '../shared/ports.ts';
import type { TaskStore } from './task-ports.ts';
import { retryOnConflict } from '../shared/with-retry.ts';

export interface SettleIntentDeps {
  readonly clock: Clock;
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly unitOfWork: UnitOfWork;
}

export interface TaskName {
  readonly org_id: OrgId;
  readonly task_id: TaskId;
}

/** The task of a step. @throws Rejection `not-found`. */
export const loadTask = async (
  tasks: Pick<TaskStore, 'get'>,
  { org_id, task_id }: TaskName,
): Promise<Task> => {
  const task = await tasks.get(org_id, task_id);
  if (task === null) throw notFound('task');
  return task;
};

export interface PlanningFailure {
  readonly task: Task;
  readonly code: TaskErrorCode;
  readonly message: string;
  readonly patch?: Partial<Task>;
}

/** Ends a task that is being planned. @throws Conflict when another writer was first. */
export const failPlanning = async (
  { clock, unitOfWork }: Pick<SettleIntentDeps, 'clock' | 'unitOfWork'>,
  { task, code, message, patch }: PlanningFailure,
): Promise<void> => {
  const moved = moveTask({
    task,
    to: 'failed',
    at: toTimestamp(clock.now()),
    actor: task.task_spec.agent,
    details: { error: code, message },
    patch: { ...patch, error: { code, message } },
  });
  await unitOfWork.commit({
    documents: [moved.document],
    audit: [moved.audit],
    messages: [],
    counters: moved.counters,
  });
};

/** Lets a settled task go on to its agent; one whose agent nobody serves ends with `agent-not-available`. */
export const makeSettleIntent =
  (deps: SettleIntentDeps) =>
  (input: TaskName): Promise<{ outcome: 'settled' | 'failed' }> =>
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
