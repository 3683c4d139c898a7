import { ApproveBody } from '../../domain/approval/approval-requests.ts';
import { toApprovalView } from '../../domain/approval/approval-view.ts';
import type { ApprovalView } from '../../domain/approval/approval-view.ts';
import { isLocal, mayExercise } from '../../domain/shared/identity.ts';
import type { Identity } from '../../domain/shared/identity.ts';
import { notFound, Rejection, stateForbids } from '../../domain/shared/errors.ts';
import type { OrgId, TaskId } from '../../domain/shared/ids.ts';
import { actorOf } from '../../domain/task/actor-of.ts';
import type { Task } from '../../domain/task/task.ts';
import type { GateStore } from './approval-ports.ts';
import type { DecidedTask, DecideGate } from './steps/decide-gate.ts';
import type { TaskStore } from '../task/task-ports.ts';
import { parseInput } from '../shared/parse-input.ts';

interface Dependencies {
  readonly tasks: TaskStore;
  readonly gates: GateStore;
  readonly decideGate: DecideGate;
}

export interface DecisionCall {
  readonly org: OrgId;
  readonly task_id: TaskId;
  readonly identity: Identity;
  readonly body: unknown;
}

export interface DecisionAnswer {
  readonly task_id: TaskId;
  readonly status: string;
  readonly approval: ApprovalView;
}

/**
 * Approves the plan that waits. The digest may be left out until a plan was modified: then the
 * caller has to say which plan was seen.
 * @throws Rejection `invalid-request`, `not-found`, `forbidden`, `state-forbids`, `already-decided`,
 *   `plan-digest-required`, `plan-digest-mismatch`, `self-approval`.
 */
export const makeApproveTask =
  (deps: Dependencies) =>
  async (call: DecisionCall): Promise<DecisionAnswer> => {
    const body = parseInput(ApproveBody, call.body ?? {});
    const { task, gate } = await gateOf(deps, call);
    if (body.break_glass)
      throw stateForbids('The task is not blocked: there is no glass to break.');
    if (!body.plan_digest && wasModified(task)) {
      throw new Rejection('plan-digest-required', 'The plan was modified: name its plan_digest.');
    }
    const decided = await deps.decideGate(gate, {
      decision: 'approved',
      by: actorOf(call.identity),
      channel: 'api',
      reason: body.reason ?? null,
      plan_digest: body.plan_digest ?? gate.plan_digest,
      holds_approver_role: mayExercise(call.identity, 'decide'),
      from_issuer: !isLocal(call.identity),
    });
    return answerOf(decided);
  };

/** Each repair by the agent makes a revision; what goes beyond them was made by a person. */
const wasModified = (task: Task): boolean => task.plan_revision > task.repairs + 1;

/**
 * A task with its gate.
 * @throws Rejection `not-found`; `state-forbids` when the task never had a gate.
 */
export const gateOf = async (
  deps: Pick<Dependencies, 'tasks' | 'gates'>,
  call: Pick<DecisionCall, 'org' | 'task_id'>,
): Promise<DecidedTask> => {
  const task = await deps.tasks.get(call.org, call.task_id);
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

export const answerOf = ({ task, gate }: DecidedTask): DecisionAnswer => ({
  task_id: task.task_id,
  status: task.status,
  approval: toApprovalView(gate),
});
