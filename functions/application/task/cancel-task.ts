import { closeGate } from '../../domain/approval/decide.ts';
import type { ControlledView } from '../../domain/execution/execution-view.ts';
import { notFound, stateForbids } from '../../domain/shared/errors.ts';
import type { Identity } from '../../domain/shared/identity.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import type { ExecutionRef, TaskRef } from '../../domain/shared/refs.ts';
import { moveTask } from '../../domain/task/move-task.ts';
import type { CancelTaskBody } from '../../domain/task/task-requests.ts';
import type { CancelledTask } from '../../domain/task/task-view.ts';
import type { Task } from '../../domain/task/task.ts';
import type { GateStore } from '../approval/approval-ports.ts';
import type { Clock, IdSource, UnitOfWork } from '../shared/ports.ts';
import type { TaskStore } from './task-ports.ts';
import { retryOnConflict } from '../shared/with-retry.ts';
import { commit } from '../shared/commit.ts';
import { gateAnswer } from '../shared/owed-messages.ts';

export interface CancelTaskDeps {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly gates: Pick<GateStore, 'get'>;
  readonly unitOfWork: UnitOfWork;
  readonly cancelExecution: (
    request: ExecutionRef & {
      readonly identity: Identity;
      readonly rollback: boolean;
      readonly reason?: string | undefined;
    },
  ) => Promise<Pick<ControlledView, 'in_flight'>>;
}

interface CancelTaskRequest extends TaskRef {
  readonly identity: Identity;
  readonly body: CancelTaskBody;
}

/** The task cancelled and its open gate closed, both or neither; the waiting machine is told. */
const cancelBeforeExecution = async (
  deps: CancelTaskDeps,
  task: Task,
  request: CancelTaskRequest,
): Promise<void> => {
  const at = toTimestamp(deps.clock.now());
  const move = moveTask({
    task,
    to: 'cancelled',
    at,
    actor: request.identity.id,
    details: { reason: request.body.reason ?? null },
    // An id that was taken for an execution names none: it never began.
    patch: { cancel_requested: true, execution_id: null },
  });
  const gate = task.gate_id
    ? await deps.gates.get({ org_id: task.org_id, gate_id: task.gate_id })
    : null;
  if (gate?.status !== 'pending') return commit(deps.unitOfWork, move);
  return commit(deps.unitOfWork, move, closeGate(gate, 'cancelled', at), {
    messages: [gateAnswer(deps.ids, gate, at)],
  });
};

/** The execution is told, once; the task follows it to its end. */
const cancelExecuting = async (
  deps: CancelTaskDeps,
  task: Task,
  request: CancelTaskRequest,
): Promise<CancelledTask> => {
  if (!task.execution_id) throw stateForbids('The task is about to execute. Try again.');
  const { in_flight } = await deps.cancelExecution({
    org_id: task.org_id,
    execution_id: task.execution_id,
    identity: request.identity,
    rollback: request.body.rollback,
    reason: request.body.reason,
  });
  return { task_id: request.task_id, status: task.status, cancel_requested: true, in_flight };
};

/**
 * Cancels a task at any time before its end. An executing task is cancelled through its execution:
 * it ends when nothing is in flight any more, and nothing of it begins after the answer.
 * @throws Rejection `not-found`, or `state-forbids` once the task has ended.
 */
export const makeCancelTask =
  (deps: CancelTaskDeps) =>
  async (request: CancelTaskRequest): Promise<CancelledTask> => {
    const task = await retryOnConflict(async () => {
      const current = await deps.tasks.get(request);
      if (!current) throw notFound('task');
      if (current.status === 'executing') return current;
      await cancelBeforeExecution(deps, current, request);
      return null;
    });
    if (task) return cancelExecuting(deps, task, request);
    return { task_id: request.task_id, status: 'cancelled', cancel_requested: true, in_flight: [] };
  };
