import { hasExecutionEnded } from '../../../functions/domain/execution/execution-status.ts';
import type { Client, ExecutionView, TaskView } from './client.ts';
import { patienceMilliseconds, until } from './until.ts';

export interface Wish {
  readonly org_id: string;
  readonly intent: string;
  readonly environment?: string;
  readonly dry_run?: boolean;
  readonly require_approval?: boolean;
}

export const getTask = (api: Client, taskId: string): Promise<TaskView> =>
  api.ask('getTask', 200, { params: { task_id: taskId } });

export const taskWhen = async (
  api: Client,
  taskId: string,
  isWanted: (task: TaskView) => boolean,
): Promise<TaskView> => {
  let seen = '';
  try {
    return await until('the task', async () => {
      const task = await getTask(api, taskId);
      seen = `${task.status} ${JSON.stringify(task.error)}`;
      return isWanted(task) ? task : undefined;
    });
  } catch (error) {
    throw new Error(`The task was last seen ${seen}`, { cause: error });
  }
};

/** The id in the `Location` of a 202, or the task of a 200; then the task once it is planned. */
export const submit = async (api: Client, wish: Wish): Promise<TaskView> => {
  const answer = await api.send('submitTask', { body: wish, headers: { prefer: 'wait=5' } });
  if (answer.status >= 300) throw new Error(`submitTask answered ${answer.status}: ${answer.text}`);
  const { task_id } = JSON.parse(answer.text) as { task_id: string };
  return taskWhen(api, task_id, ({ status }) => status !== 'planning');
};

/** A task that waits at its gate. @throws Error when it does anything else. */
export const submitForApproval = async (api: Client, wish: Wish): Promise<TaskView> => {
  const task = await submit(api, wish);
  if (task.status !== 'pending_approval') {
    throw new Error(`The task is ${task.status}: ${JSON.stringify(task.error)}`);
  }
  return task;
};

export const approve = (api: Client, taskId: string) =>
  api.ask('approveTask', 200, {
    params: { task_id: taskId },
    body: { reason: 'Approved after review' },
  });

/** The execution of an approved task, as soon as there is one. */
export const executionIdOf = async (api: Client, taskId: string): Promise<string> => {
  const task = await taskWhen(api, taskId, ({ execution_id: id }) => id !== null);
  return String(task.execution_id);
};

export const getExecution = (api: Client, executionId: string): Promise<ExecutionView> =>
  api.ask('getExecution', 200, { params: { execution_id: executionId } });

/** Long-polls from change to change until the execution is as wanted. */
export const followUntil = async (
  api: Client,
  executionId: string,
  isWanted: (execution: ExecutionView) => boolean,
): Promise<readonly ExecutionView[]> => {
  const seen: ExecutionView[] = [];
  const end = Date.now() + patienceMilliseconds;
  let since = 0;
  while (Date.now() < end) {
    const execution = await api.ask('getExecution', 200, {
      params: { execution_id: executionId },
      query: { wait: 20, since },
    });
    seen.push(execution);
    if (isWanted(execution)) return seen;
    if (hasExecutionEnded(execution.status)) break;
    since = execution.version;
  }
  const last = seen.at(-1);
  throw new Error(`The execution was last seen ${last?.status ?? ''}: ${last?.error ?? ''}`);
};

export const hasEnded = ({ status }: ExecutionView): boolean => hasExecutionEnded(status);

/** The execution at its end. */
export const followToEnd = async (api: Client, executionId: string): Promise<ExecutionView> => {
  const seen = await followUntil(api, executionId, hasEnded);
  const last = seen.at(-1);
  if (!last) throw new Error('Nothing was seen of the execution');
  return last;
};

/** A production change that is approved through the API, with its execution. */
export const startRollout = async (
  api: Client,
  wish: Wish,
): Promise<{ readonly task: TaskView; readonly executionId: string }> => {
  const task = await submitForApproval(api, wish);
  await approve(api, task.task_id);
  return { task, executionId: await executionIdOf(api, task.task_id) };
};

export const plannedAssetsOf = (task: TaskView) =>
  (task.plan?.phases ?? []).flatMap((phase) => phase.assets);

/** Every asset of the execution with the phase that it is in. */
export const assetsOf = (execution: ExecutionView) =>
  execution.phases.flatMap((phase, index) =>
    (phase.assets ?? []).map((asset) => ({ ...asset, phase: index })),
  );
