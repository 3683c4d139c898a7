import { setTimeout as pause } from 'node:timers/promises';
import type { ExecutionView, TaskApi, TaskView } from './task-api.ts';

export interface Stage {
  readonly api: TaskApi;
  readonly origin: string;
  readonly patienceMilliseconds: number;
}

/** A task as its caller follows it. */
export interface Job {
  readonly stage: Stage;
  readonly org: string;
  readonly taskId: string;
  /** Every link to an approval page that the task ever showed. */
  readonly links: Set<string>;
}

const lookMilliseconds = 60;

const look = async ({ stage, taskId, links }: Job): Promise<TaskView> => {
  const task = await stage.api.task(taskId);
  if (task.links.approval !== undefined) links.add(task.links.approval);
  return task;
};

const until = async <Value>(
  { stage, taskId }: Job,
  look: () => Promise<Value>,
): Promise<NonNullable<Value>> => {
  const deadline = Date.now() + stage.patienceMilliseconds;
  while (Date.now() < deadline) {
    const value = await look();
    if (value !== undefined && value !== null) return value;
    await pause(lookMilliseconds);
  }
  throw new Error(`${taskId} did not get on: ${JSON.stringify(await stage.api.task(taskId))}`);
};

/** The task once it waits for its approval. @throws Error when it does anything else. */
export const taskAtGate = (job: Job): Promise<TaskView> =>
  until(job, async () => {
    const task = await look(job);
    if (task.status === 'pending_approval') return task;
    if (task.status === 'planning') return null;
    throw new Error(`${job.taskId} is ${task.status}: ${JSON.stringify(task.error)}`);
  });

/** The task's execution once it runs. */
export const executionOf = (job: Job): Promise<string> =>
  until(job, async () => {
    const { status, execution_id: id } = await look(job);
    return id !== null && status !== 'approved' ? id : null;
  });

export const executionWhen = (
  job: Job,
  id: string,
  isWanted: (execution: ExecutionView) => boolean,
): Promise<ExecutionView> =>
  until(job, async () => {
    const execution = await job.stage.api.execution(id);
    return isWanted(execution) ? execution : null;
  });

const ends: readonly string[] = [
  ...['completed', 'failed', 'rolled_back'],
  ...['rejected', 'expired', 'cancelled', 'blocked'],
];

/** The task once nothing more happens to it. */
export const taskAtEnd = (job: Job): Promise<TaskView> =>
  until(job, async () => {
    const task = await look(job);
    return ends.includes(task.status) ? task : null;
  });
