import type { TaskErrorCode } from '../../domain/shared/errors.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import { moveTask } from '../../domain/task/move-task.ts';
import type { Task, TaskError } from '../../domain/task/task.ts';
import { commit } from './commit.ts';
import type { Clock, UnitOfWork } from './ports.ts';

export interface PlanningFailure {
  readonly task: Task;
  readonly code: TaskErrorCode;
  readonly message: string;
  /** What can be sent instead. */
  readonly candidates?: TaskError['candidates'];
  readonly patch?: Partial<Task>;
}

/** Ends a task that is being planned. @throws Conflict when another writer was first. */
export const failPlanning = async (
  { clock, unitOfWork }: { readonly clock: Clock; readonly unitOfWork: UnitOfWork },
  { task, code, message, candidates, patch }: PlanningFailure,
): Promise<void> => {
  const moved = moveTask({
    task,
    to: 'failed',
    at: toTimestamp(clock.now()),
    actor: task.task_spec.agent,
    details: { error: code, message },
    patch: { ...patch, error: { code, message, ...(candidates && { candidates }) } },
  });
  await commit(unitOfWork, moved);
};
