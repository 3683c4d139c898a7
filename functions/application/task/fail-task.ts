import { toTimestamp } from '../../domain/shared/ids.ts';
import type { Timestamp } from '../../domain/shared/ids.ts';
import { moveTask } from '../../domain/task/move-task.ts';
import { hasTaskEnded } from '../../domain/task/task-status.ts';
import type { Task, TaskError } from '../../domain/task/task.ts';
import type { TaskStatus } from '../../domain/task/task-status.ts';
import type { Execution } from '../../domain/execution/execution.ts';
import { closeGate } from '../../domain/approval/decide.ts';
import type { GateStore } from '../approval/approval-ports.ts';
import type { ExecutionStore, RolloutFinisher } from '../execution/execution-ports.ts';
import type { Clock, UnitOfWork } from '../shared/ports.ts';
import type { TaskFailer, TaskStore } from './task-ports.ts';
import { retryOnConflict } from '../shared/with-retry.ts';
import { taskStatusAfter } from '../../domain/task/task-status-after.ts';
import { commit } from '../shared/commit.ts';

export interface FailTaskDeps {
  readonly clock: Clock;
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly gates: Pick<GateStore, 'get'>;
  readonly executions: Pick<ExecutionStore, 'get'>;
  readonly unitOfWork: UnitOfWork;
  readonly finishRollout: RolloutFinisher;
}

/** The execution that was opened for a task; null where there is none, also behind an id that was taken. */
const openedExecution = (deps: FailTaskDeps, task: Task) =>
  task.execution_id
    ? deps.executions.get({ org_id: task.org_id, execution_id: task.execution_id })
    : null;

/** The gate that nobody waits for any more, closed. */
const closedGates = async (deps: FailTaskDeps, task: Task, at: Timestamp) => {
  if (!task.gate_id) return [];
  const gate = await deps.gates.get({ org_id: task.org_id, gate_id: task.gate_id });
  if (gate?.status !== 'pending') return [];
  return [closeGate(gate, 'cancelled', at)];
};

/** Ends an execution whose machine never began, and its task with it; a late start finds it ended. */
const failUnstarted = async (
  deps: FailTaskDeps,
  execution: Execution,
  failure: { readonly error: string; readonly cause: string },
): Promise<{ status: TaskStatus }> => {
  const { org_id, task_id } = execution;
  await deps.finishRollout({ org_id, task_id, execution_id: execution.id, failure });
  const task = await deps.tasks.get({ org_id, task_id });
  return { status: task?.status ?? 'executing' };
};

/** What a step ends with that was repeated for as long as it may be: something outside gave no answer. */
const unanswered = new Set(['TransientFailure', 'States.Timeout']);

const errorOf = ({ unread }: Task, thrown: string): TaskError =>
  unread && unanswered.has(thrown)
    ? {
        code: 'intent-unclear',
        message:
          'The fleet could not be asked for its names, so that the intent was never read. Nothing was planned or changed: send it again.',
      }
    : { code: 'internal', message: 'The workflow could not go on.' };

/**
 * Ends a task whose workflow could not go on. A task that ended already stays as it is, and so does
 * one whose execution still runs: that one is brought to its end by the rollout's own recovery.
 */
export const makeFailTask =
  (deps: FailTaskDeps): TaskFailer =>
  (input) =>
    retryOnConflict(async () => {
      const task = await deps.tasks.get(input);
      if (!task) throw new Error(`Task ${input.task_id} is not stored`);
      if (hasTaskEnded(task.status) || task.status === 'blocked') return { status: task.status };
      const execution = await openedExecution(deps, task);
      if (execution?.status === 'pending') return failUnstarted(deps, execution, input);
      const to = execution ? taskStatusAfter[execution.status] : 'failed';
      if (to === null) return { status: task.status };

      const at = toTimestamp(deps.clock.now());
      const error = errorOf(task, input.error);
      const move = moveTask({
        task,
        to,
        at,
        actor: 'task-lifecycle',
        details: { error: input.error, cause: input.cause },
        patch: {
          ...(to === 'failed' && { error }),
          ...(execution === null && { execution_id: null }),
        },
      });
      await commit(deps.unitOfWork, move, ...(await closedGates(deps, task, at)));
      return { status: to };
    });
