import { describe, expect, test } from 'vitest';
import {
  closeGate,
  decide,
  hasGateExpired,
  missingApprovals,
} from '../../../functions/domain/approval/decide.ts';
import type { DecisionRequest } from '../../../functions/domain/approval/decide.ts';
import type { Gate } from '../../../functions/domain/approval/gate.ts';
import type { Actor } from '../../../functions/domain/task/task.ts';
import type { Rejection } from '../../../functions/domain/shared/errors.ts';
import { aGate } from '../../support/builders/a-gate.ts';
import { otherDigest, planDigest } from '../../support/builders/ids.ts';
import { alice, bob, rita } from '../../support/builders/people.ts';

const now = '2026-03-01T10:00:00.000Z';

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

const refusal = (gate: Gate, asked: DecisionRequest, at = now): Rejection => {
  try {
    decide(gate, asked, at);
  } catch (error) {
    return error as Rejection;
  }
  throw new Error('The decision was not refused');
};

describe('decide', () => {
  test('an approval that fills the quorum closes the gate and is on it', () => {
    const { gate, outcome } = decide(aGate(), request({ reason: 'looks right' }), now);

    expect(outcome).toBe('approved');
    expect(gate).toEqual(
      aGate({
        version: 2,
        status: 'approved',
        decided_at: now,
        decisions: [
          {
            decision: 'approved',
            by: alice,
            channel: 'page',
            reason: 'looks right',
            at: now,
            plan_digest: planDigest,
          },
        ],
      }),
    );
  });

  test('one rejection closes the gate, whatever the quorum', () => {
    const asked = request({ decision: 'rejected', reason: 'not today' });

    const { gate, outcome } = decide(aGate({ quorum: 2 }), asked, now);

    expect([outcome, gate.status]).toEqual(['rejected', 'rejected']);
  });

  test('with a quorum of two the first approval only counts and the second one closes', () => {
    const first = decide(aGate({ quorum: 2 }), request(), now);
    const second = decide(first.gate, request({ by: bob }), now);

    expect([first.outcome, first.gate.status, missingApprovals(first.gate)]).toEqual([
      'counted',
      'pending',
      1,
    ]);
    expect([second.outcome, second.gate.status]).toEqual(['approved', 'approved']);
  });

  test.each([
    ['with the same id', { id: 'alice' }],
    ['with the same address in other letters', { id: 'sub-77', email: 'Alice@Example.com' }],
  ])('the same person %s does not count twice', (_, by) => {
    const { gate } = decide(aGate({ quorum: 2 }), request(), now);

    const refused = refusal(gate, request({ by, holds_approver_role: true }));

    expect(refused.code).toBe('already-decided');
    expect(refused.details.members).toMatchObject({
      decision: { by: alice },
      approval: { status: 'pending' },
    });
  });

  test('who approved may still reject while the gate waits', () => {
    const { gate } = decide(aGate({ quorum: 2 }), request(), now);

    const { outcome } = decide(gate, request({ decision: 'rejected', reason: 'I erred' }), now);

    expect(outcome).toBe('rejected');
  });

  test.each([
    ['by id', { id: 'rita' }],
    ['by address', { id: 'sub-1', email: 'RITA@example.com' }],
  ])('with four-eyes the requester, known %s, may not approve', (_, by) => {
    const refused = refusal(aGate(), request({ by, holds_approver_role: true }));

    expect(refused.code).toBe('self-approval');
  });

  test.each<[string, Actor]>([
    ['no address and no registration', { id: 'robot' }],
    ['names of two people', { id: 'bob', email: 'alice@example.com' }],
  ])('a token with %s decides nothing, in either way', (_, by) => {
    const voice = request({ by, channel: 'api', holds_approver_role: true, from_issuer: true });

    expect(refusal(aGate(), voice).code).toBe('forbidden');
    expect(refusal(aGate(), { ...voice, decision: 'rejected', reason: 'no' }).code).toBe(
      'forbidden',
    );
  });

  test('with four-eyes nobody approves what was asked for by who knows whom', () => {
    const unknown = { requested_by: { id: 'robot' } };

    expect(refusal(aGate(unknown), request()).code).toBe('self-approval');
    expect(decide(aGate({ ...unknown, four_eyes: false }), request(), now).outcome).toBe(
      'approved',
    );
  });

  test('the requester may reject with four-eyes, and approve without', () => {
    const own = request({ by: rita, holds_approver_role: true });

    const rejected = decide(aGate(), { ...own, decision: 'rejected', reason: 'mine' }, now);
    const approved = decide(aGate({ four_eyes: false }), own, now);

    expect([rejected.outcome, approved.outcome]).toEqual(['rejected', 'approved']);
  });

  test.each([
    ['someone who is neither listed nor an approver', aGate(), { by: { id: 'eve' } }, 'forbidden'],
    [
      'a decision about another plan',
      aGate(),
      { plan_digest: otherDigest },
      'plan-digest-mismatch',
    ],
    ['a decision on an expired gate', aGate({ status: 'expired' }), {}, 'state-forbids'],
    ['a decision on a cancelled gate', aGate({ status: 'cancelled' }), {}, 'state-forbids'],
    ['a decision on a superseded gate', aGate({ status: 'superseded' }), {}, 'state-forbids'],
    ['a decision on an approved gate', aGate({ status: 'approved' }), {}, 'already-decided'],
    ['a decision on a rejected gate', aGate({ status: 'rejected' }), {}, 'already-decided'],
    [
      'a stranger before anything is told about the gate',
      aGate({ status: 'approved' }),
      { by: { id: 'eve' }, plan_digest: otherDigest },
      'forbidden',
    ],
  ] as const)('refuses %s', (...row) => {
    const [, gate, changes, code] = row;

    expect(refusal(gate, request(changes)).code).toBe(code);
  });

  test.each([
    ['still open a millisecond before its expiry', '2026-03-02T08:59:59.999Z', 'approved'],
    ['over at its expiry', '2026-03-02T09:00:00.000Z', 'state-forbids'],
  ])('a gate is %s', (_, at, answer) => {
    const gate = aGate();
    const isOver = answer !== 'approved';

    const got = isOver ? refusal(gate, request(), at).code : decide(gate, request(), at).outcome;

    expect([hasGateExpired(gate, at), got]).toEqual([isOver, answer]);
  });

  test('already decided says which decision stands', () => {
    const { gate } = decide(aGate(), request({ reason: 'fine' }), now);

    const refused = refusal(gate, request({ by: bob, decision: 'rejected', reason: 'no' }));

    expect(refused.details.members).toMatchObject({
      decision: { decision: 'approved', by: alice, reason: 'fine' },
      approval: { status: 'approved' },
    });
  });
});

describe('closeGate', () => {
  test('closes a waiting gate once', () => {
    const closed = closeGate(aGate(), 'cancelled', now);

    const gate = aGate({ version: 2, status: 'cancelled', decided_at: now });
    expect(closed).toEqual({
      gate,
      documents: [{ kind: 'gate', document: gate, expected: 1, before: aGate() }],
      audit: [],
      messages: [],
      counters: [],
    });
    expect(() => closeGate(closed.gate, 'expired', now)).toThrow('cancelled');
  });
});
