import { ApproveBody } from '../../domain/approval/approval-requests.ts';
import type { DecisionView } from '../../domain/approval/approval-view.ts';
import { isLocal, mayExercise } from '../../domain/shared/identity.ts';
import { Rejection, stateForbids } from '../../domain/shared/errors.ts';
import { actorOf } from '../../domain/task/actor-of.ts';
import type { Task } from '../../domain/task/task.ts';
import type { GateStore } from './approval-ports.ts';
import type { DecideGate } from './steps/gate-decision.ts';
import type { TaskStore } from '../task/task-ports.ts';
import { parseInput } from '../shared/parse-input.ts';
import type { DecisionCall } from './steps/decision-call.ts';
import { answerOf, gateOf } from './steps/decision-call.ts';

interface Dependencies {
  readonly tasks: TaskStore;
  readonly gates: GateStore;
  readonly decideGate: DecideGate;
}

/** Each repair by the agent makes a revision; what goes beyond them was made by a person. */
const wasModified = (task: Task): boolean => task.plan_revision > task.repairs + 1;

/**
 * Approves the plan that waits. The digest may be left out until a plan was modified: then the
 * caller has to say which plan was seen.
 * @throws Rejection `invalid-request`, `not-found`, `forbidden`, `state-forbids`, `already-decided`,
 *   `plan-digest-required`, `plan-digest-mismatch`, `self-approval`.
 */
export const makeApproveTask =
  (deps: Dependencies) =>
  async (call: DecisionCall): Promise<DecisionView> => {
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
