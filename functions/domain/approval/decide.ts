import { Rejection, stateForbids } from '../shared/errors.ts';
import type { Changes } from '../shared/changes.ts';
import type { Digest, Timestamp } from '../shared/ids.ts';
import type { Actor } from '../task/task.ts';
import { toApprovalView } from './approval-view.ts';
import type { Gate, GateDecision } from './gate.ts';
import { isSamePerson, isTiedToOnePerson, notOnePerson } from './one-person.ts';

/** What someone wants of a gate, however it came. */
export interface DecisionRequest {
  readonly decision: GateDecision['decision'];
  readonly by: Actor;
  readonly channel: GateDecision['channel'];
  readonly reason: string | null;
  /** Of the plan that they saw. */
  readonly plan_digest: Digest;
  /** True for a verified identity whose role may decide; others must be on the gate's list. */
  readonly holds_approver_role: boolean;
  /** True for a token of an identity provider: then `by` has to be one known person. */
  readonly from_issuer: boolean;
}

/** `counted`: an approval that does not yet fill the quorum. */
export type DecisionOutcome = 'counted' | 'approved' | 'rejected';

export interface DecidedGate {
  readonly gate: Gate;
  readonly outcome: DecisionOutcome;
}

const refuseStrangers = (gate: Gate, request: DecisionRequest): void => {
  const isListed = gate.approvers.some((approver) =>
    isSamePerson(approver, request.by, gate.approvers),
  );
  if (!isListed && !request.holds_approver_role) {
    throw new Rejection('forbidden', 'Only an approver may decide.');
  }
  if (request.from_issuer && !isTiedToOnePerson(request.by, gate.approvers)) {
    throw notOnePerson('decide');
  }
};

/** What refuses a decision on a gate that is not pending: it carries what stands. */
const gateIsClosed = (gate: Gate): Rejection => {
  const approval = toApprovalView(gate);
  if (gate.status === 'approved' || gate.status === 'rejected') {
    const standing = gate.decisions.at(-1) ?? null;
    return new Rejection('already-decided', `The plan was ${gate.status} already.`, {
      members: { decision: standing, approval },
    });
  }
  return stateForbids(`The approval is ${gate.status}.`, { approval });
};

/** Whether the time to decide is over, be the gate closed already or not. */
export const hasGateExpired = (gate: Gate, now: Timestamp): boolean =>
  Date.parse(gate.expires_at) <= Date.parse(now);

const refuseClosed = (gate: Gate, now: Timestamp): void => {
  if (gate.status !== 'pending') throw gateIsClosed(gate);
  if (hasGateExpired(gate, now)) {
    throw stateForbids('The time to decide is over.', { approval: toApprovalView(gate) });
  }
};

const approvals = (gate: Gate): readonly GateDecision[] =>
  gate.decisions.filter((one) => one.decision === 'approved');

const refuseSecondVoice = (gate: Gate, by: Actor): void => {
  if (gate.four_eyes && isSamePerson(gate.requested_by, by, gate.approvers)) {
    throw new Rejection('self-approval', 'Who asked for the change may not approve it.');
  }
  if (gate.four_eyes && !isTiedToOnePerson(gate.requested_by, gate.approvers)) {
    throw new Rejection(
      'self-approval',
      "Who asked for the change can't be told apart from who would approve it.",
    );
  }
  const earlier = approvals(gate).find((one) => isSamePerson(one.by, by, gate.approvers));
  if (earlier) {
    throw new Rejection(
      'already-decided',
      'You have approved this plan; another person is needed.',
      {
        members: { decision: earlier, approval: toApprovalView(gate) },
      },
    );
  }
};

const toDecision = (request: DecisionRequest, at: Timestamp): GateDecision => ({
  decision: request.decision,
  by: request.by,
  channel: request.channel,
  reason: request.reason,
  at,
  plan_digest: request.plan_digest,
});

/** How many more people have to approve. */
export const missingApprovals = (gate: Gate): number => gate.quorum - approvals(gate).length;

const outcomeOf = (gate: Gate, decision: GateDecision['decision']): DecisionOutcome => {
  if (decision === 'rejected') return 'rejected';
  return missingApprovals(gate) > 1 ? 'counted' : 'approved';
};

/**
 * The gate after one more decision. A single rejection closes it; approvals count once a person.
 * The reasons to refuse are looked at in an order that tells strangers nothing about the gate.
 * @throws Rejection `forbidden`, `already-decided` with the decision that stands, `state-forbids`,
 *   `plan-digest-mismatch`, `self-approval`.
 */
export const decide = (gate: Gate, request: DecisionRequest, now: Timestamp): DecidedGate => {
  refuseStrangers(gate, request);
  refuseClosed(gate, now);
  if (request.plan_digest !== gate.plan_digest) {
    throw new Rejection('plan-digest-mismatch', 'The decision is about another plan.', {
      members: { plan_digest: gate.plan_digest },
    });
  }
  if (request.decision === 'approved') refuseSecondVoice(gate, request.by);
  const decisions = [...gate.decisions, toDecision(request, now)];
  const outcome = outcomeOf(gate, request.decision);
  return {
    outcome,
    gate: {
      ...gate,
      version: gate.version + 1,
      decisions,
      ...(outcome !== 'counted' && { status: outcome, decided_at: now }),
    },
  };
};

interface GateWrite {
  readonly kind: 'gate';
  readonly document: Gate;
  readonly expected: number;
  readonly before: Gate;
}

/** The write of a gate in place of what was read. */
export const replaceGate = (before: Gate, document: Gate): GateWrite => ({
  kind: 'gate',
  document,
  expected: before.version,
  before,
});

/** A gate as it is once closed, and what that writes. */
export interface ClosedGate extends Changes {
  readonly gate: Gate;
}

/**
 * Closes a gate without a decision.
 * @throws Rejection `state-forbids` when it is closed already.
 */
export const closeGate = (
  gate: Gate,
  status: 'expired' | 'cancelled' | 'superseded',
  at: Timestamp,
): ClosedGate => {
  if (gate.status !== 'pending') throw gateIsClosed(gate);
  const closed = { ...gate, version: gate.version + 1, status, decided_at: at };
  return {
    gate: closed,
    documents: [replaceGate(gate, closed)],
    audit: [],
    messages: [],
    counters: [],
  };
};
