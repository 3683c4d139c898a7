import { RejectBody } from '../../domain/approval/approval-requests.ts';
import type { DecisionView } from '../../domain/approval/approval-view.ts';
import { isLocal, mayExercise } from '../../domain/shared/identity.ts';
import { actorOf } from '../../domain/task/actor-of.ts';
import type { GateStore } from './approval-ports.ts';
import type { DecideGate } from './steps/gate-decision.ts';
import { parseInput } from '../shared/parse-input.ts';
import type { TaskStore } from '../task/task-ports.ts';
import { answerOf, gateOf } from './steps/decision-call.ts';
import type { DecisionCall } from './steps/decision-call.ts';

interface Dependencies {
  readonly tasks: TaskStore;
  readonly gates: GateStore;
  readonly decideGate: DecideGate;
}

/**
 * Rejects the plan that waits, with a reason for the record.
 * @throws Rejection `invalid-request`, `not-found`, `forbidden`, `state-forbids`, `already-decided`.
 */
export const makeRejectTask =
  (deps: Dependencies) =>
  async (call: DecisionCall): Promise<DecisionView> => {
    const body = parseInput(RejectBody, call.body ?? {});
    const { gate } = await gateOf(deps, call);
    const decided = await deps.decideGate(gate, {
      decision: 'rejected',
      by: actorOf(call.identity),
      channel: 'api',
      reason: body.reason,
      plan_digest: gate.plan_digest,
      holds_approver_role: mayExercise(call.identity, 'decide'),
      from_issuer: !isLocal(call.identity),
    });
    return answerOf(decided);
  };
