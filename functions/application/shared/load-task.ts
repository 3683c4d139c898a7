import { notFound } from '../../domain/shared/errors.ts';
import type { TaskRef } from '../../domain/shared/refs.ts';
import type { Task } from '../../domain/task/task.ts';
import type { TaskStore } from '../task/task-ports.ts';

/** The task of a step. @throws Rejection `not-found`. */
export const loadTask = async (tasks: Pick<TaskStore, 'get'>, ref: TaskRef): Promise<Task> => {
  const task = await tasks.get(ref);
  if (task === null) throw notFound('task');
  return task;
};
