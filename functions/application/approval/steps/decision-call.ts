import { toApprovalView } from '../../../domain/approval/approval-view.ts';
import type { DecisionView } from '../../../domain/approval/approval-view.ts';
import { notFound, stateForbids } from '../../../domain/shared/errors.ts';
import type { Identity } from '../../../domain/shared/identity.ts';
import type { TaskRef } from '../../../domain/shared/refs.ts';
import type { TaskStore } from '../../task/task-ports.ts';
import type { GateStore } from '../approval-ports.ts';
import type { DecidedTask } from './gate-decision.ts';

export interface DecisionCall extends TaskRef {
  readonly identity: Identity;
  readonly body: unknown;
}

/**
 * A task with its gate.
 * @throws Rejection `not-found`; `state-forbids` when the task never had a gate.
 */
export const gateOf = async (
  deps: { readonly tasks: Pick<TaskStore, 'get'>; readonly gates: Pick<GateStore, 'get'> },
  ref: TaskRef,
): Promise<DecidedTask> => {
  const task = await deps.tasks.get(ref);
  if (!task) throw notFound('task');
  const gate = task.gate_id
    ? await deps.gates.get({ org_id: task.org_id, gate_id: task.gate_id })
    : null;
  if (!gate) {
    throw stateForbids(`The task is ${task.status} and waits for no approval.`, {
      status: task.status,
    });
  }
  return { task, gate };
};

export const answerOf = ({ task, gate }: DecidedTask): DecisionView => ({
  task_id: task.task_id,
  status: task.status,
  approval: toApprovalView(gate),
});
