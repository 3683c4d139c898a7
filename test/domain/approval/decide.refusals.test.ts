import { describe, expect, it } from 'vitest';
import { toApprovalView } from '../../../functions/domain/approval/approval-view.ts';
import { closeGate, decide, missingApprovals } from '../../../functions/domain/approval/decide.ts';
import type { DecisionRequest } from '../../../functions/domain/approval/decide.ts';
import type { Gate } from '../../../functions/domain/approval/gate.ts';
import type { Rejection } from '../../../functions/domain/shared/errors.ts';
import { aGate } from '../../support/builders/a-gate.ts';
import { otherDigest, planDigest } from '../../support/builders/ids.ts';
import { alice, bob, rita } from '../../support/builders/people.ts';

const now = '2026-03-01T10:00:00.000Z';
const late = '2026-03-02T09:00:00.000Z';

const request = (changes: Partial<DecisionRequest> = {}): DecisionRequest => ({
  decision: 'approved',
  by: alice,
  channel: 'page',
  reason: null,
  plan_digest: planDigest,
  holds_approver_role: false,
  from_issuer: false,
  ...changes,
});

const refused = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    const { code, message, details } = error as Rejection;
    return { code, message, members: details.members };
  }
  throw new Error('It was not refused');
};
const refusal = (gate: Gate, changes: Partial<DecisionRequest> = {}, at = now) =>
  refused(() => decide(gate, request(changes), at));

const approvedBy = (by: typeof alice) => ({
  ...{ decision: 'approved' as const, by, channel: 'page' as const, reason: null },
  ...{ at: now, plan_digest: planDigest },
});

describe('a refused decision says why', () => {
  it('to a stranger, and nothing of the gate', () => {
    const mallory = { id: 'mallory', email: 'm@example.com' };

    expect(refusal(aGate(), { by: mallory })).toEqual({
      code: 'forbidden',
      message: 'Only an approver may decide.',
    });
  });

  it('to a token that belongs to no one person', () => {
    const { code, message } = refusal(aGate(), {
      by: { id: 'sub-7' },
      holds_approver_role: true,
      from_issuer: true,
    });

    expect(code).toBe('forbidden');
    expect(message).toMatch(/can't be tied to one person\. To decide it takes a verified email/u);
  });

  it.each(['approved', 'rejected'] as const)('once the plan was %s, with what stands', (status) => {
    const gate = aGate({ status, decisions: [approvedBy(bob)] });

    expect(refusal(gate)).toEqual({
      code: 'already-decided',
      message: `The plan was ${status} already.`,
      members: { decision: approvedBy(bob), approval: toApprovalView(gate) },
    });
  });

  it.each(['expired', 'cancelled', 'superseded'] as const)('once the gate is %s', (status) => {
    const gate = aGate({ status });
    const closed = {
      code: 'state-forbids',
      message: `The approval is ${status}.`,
      members: { approval: toApprovalView(gate) },
    };

    expect(refusal(gate)).toEqual(closed);
    expect(refused(() => closeGate(gate, 'expired', now))).toEqual(closed);
  });

  it('once the time is over', () => {
    expect(refusal(aGate(), {}, late)).toEqual({
      code: 'state-forbids',
      message: 'The time to decide is over.',
      members: { approval: toApprovalView(aGate()) },
    });
  });

  it('about another plan, with the plan that is decided on', () => {
    expect(refusal(aGate(), { plan_digest: otherDigest })).toEqual({
      code: 'plan-digest-mismatch',
      message: 'The decision is about another plan.',
      members: { plan_digest: planDigest },
    });
  });

  it('to who asked for the change, and to who can’t be told apart from them', () => {
    expect(refusal(aGate(), { by: rita, holds_approver_role: true })).toMatchObject({
      code: 'self-approval',
      message: 'Who asked for the change may not approve it.',
    });
    expect(refusal(aGate({ requested_by: { id: 'sub-1' } }))).toMatchObject({
      code: 'self-approval',
      message: "Who asked for the change can't be told apart from who would approve it.",
    });
  });

  it('to who approved before', () => {
    const gate = aGate({ quorum: 2, decisions: [approvedBy(alice)] });

    expect(refusal(gate)).toEqual({
      code: 'already-decided',
      message: 'You have approved this plan; another person is needed.',
      members: { decision: approvedBy(alice), approval: toApprovalView(gate) },
    });
  });
});

it('a rejection counts for no quorum', () => {
  const rejected = { ...approvedBy(alice), decision: 'rejected' as const };

  expect(missingApprovals(aGate({ quorum: 2, decisions: [rejected, approvedBy(bob)] }))).toBe(1);
});
