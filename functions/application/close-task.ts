import { hasExecutionEnded } from '../domain/execution/execution-status.ts';
import type { ExecutionStatus } from '../domain/execution/execution-status.ts';
import type { Execution } from '../domain/execution/execution.ts';
import { changeKeyOf } from '../domain/quality/change-key.ts';
import { TransientFailure } from '../domain/shared/errors.ts';
import { toTimestamp } from '../domain/shared/ids.ts';
import type { ExecutionId, OrgId, TaskId } from '../domain/shared/ids.ts';
import { moveTask } from '../domain/task/move-task.ts';
import { hasTaskEnded } from '../domain/task/task-status.ts';
import type { TaskStatus } from '../domain/task/task-status.ts';
import type { Task } from '../domain/task/task.ts';
import type { ExecutionStore } from './execution-ports.ts';
import type { Clock, Ledger, LedgerEntry, PlanStore, TaskStore, UnitOfWork } from './ports.ts';
import { retryOnConflict } from './with-retry.ts';

export interface CloseTaskDeps {
  readonly clock: Clock;
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly plans: Pick<PlanStore, 'get'>;
  readonly executions: Pick<ExecutionStore, 'get'>;
  readonly ledger: Pick<Ledger, 'record'>;
  readonly unitOfWork: UnitOfWork;
}

/** What a task becomes when its execution ended; null while it has not. */
export const taskStatusAfter: Readonly<Record<ExecutionStatus, TaskStatus | null>> = {
  pending: null,
  running: null,
  pausing: null,
  paused: null,
  cancelling: null,
  rolling_back: null,
  completed: 'completed',
  failed: 'failed',
  rolled_back: 'rolled_back',
  rollback_partial: 'failed',
  cancelled: 'cancelled',
};

const outcomes: Readonly<Partial<Record<TaskStatus, LedgerEntry['outcome']>>> = {
  completed: 'completed',
  failed: 'failed',
  rolled_back: 'rolled_back',
};

/** People reviewed a plan where its gate was decided by them; an unattended one teaches nothing here. */
const reviewOf = (task: Task): LedgerEntry['review'] => {
  if (task.status === 'rejected') return 'rejected';
  const wasApprovedByPeople = task.gate_id !== null && task.execution_id !== null;
  return wasApprovedByPeople ? 'approved_unchanged' : 'none';
};

const recordOutcome = async (deps: CloseTaskDeps, task: Task, executed: boolean): Promise<void> => {
  const stored = await deps.plans.get(task.org_id, task.task_id, task.plan_revision);
  const review = reviewOf(task);
  const outcome = executed ? (outcomes[task.status] ?? 'none') : 'none';
  if (!stored || (review === 'none' && outcome === 'none')) return;
  await deps.ledger.record(task.org_id, {
    task_id: task.task_id,
    task_type: task.task_spec.task_type,
    environment: task.environment,
    agent: task.task_spec.agent,
    change_key: changeKeyOf(stored.plan),
    outcome,
    review,
    // Of the task's end, so that a repetition records the same.
    at: task.updated_at,
  });
};

const closeExecuted = async (
  deps: CloseTaskDeps,
  task: Task,
  execution: Execution,
): Promise<Task> => {
  const to = taskStatusAfter[execution.status];
  if (to === null || !hasExecutionEnded(execution.status)) {
    throw new TransientFailure(`Execution ${execution.id} is still ${execution.status}`);
  }
  if (task.status !== 'executing') return task;
  const move = moveTask({
    task,
    to,
    at: toTimestamp(deps.clock.now()),
    actor: 'task-lifecycle',
    details: { execution_id: execution.id, execution_status: execution.status },
    // An execution is cancelled by its own control; the task shows it with its end.
    ...(to === 'cancelled' && { patch: { cancel_requested: true } }),
    ...(to === 'failed' && {
      patch: {
        error: {
          code: 'internal',
          message: execution.rollback_error ?? execution.error ?? 'The execution failed.',
        },
      },
    }),
  });
  await deps.unitOfWork.commit({
    documents: [move.document],
    audit: [move.audit],
    messages: [],
    counters: move.counters,
  });
  return move.document.document;
};

/**
 * Brings a task to the end that its execution, or the lack of one, gave it, and writes the outcome
 * to the ledger. Repeating it changes nothing.
 * @throws TransientFailure while the execution has not ended.
 */
export const makeCloseTask =
  (deps: CloseTaskDeps) =>
  (input: { org_id: OrgId; task_id: TaskId; execution_id: ExecutionId | null }) =>
    retryOnConflict(async () => {
      const task = await deps.tasks.get(input.org_id, input.task_id);
      if (!task) throw new Error(`Task ${input.task_id} is not stored`);
      const execution =
        input.execution_id && (await deps.executions.get(input.org_id, input.execution_id));
      const closed = execution ? await closeExecuted(deps, task, execution) : task;
      if (hasTaskEnded(closed.status)) await recordOutcome(deps, closed, Boolean(execution));
      return { status: closed.status };
    });
