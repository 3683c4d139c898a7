import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide } from '../../../functions/domain/approval/decide.ts';
import type { DecisionRequest } from '../../../functions/domain/approval/decide.ts';
import type { Gate } from '../../../functions/domain/approval/gate.ts';
import { Rejection } from '../../../functions/domain/shared/errors.ts';
import { aGate } from '../../support/builders/a-gate.ts';
import { otherDigest, planDigest } from '../../support/builders/ids.ts';

/** Five people, each under an id of the settings and one of the issuer, with one address. */
const people = [0, 1, 2, 3, 4];
const person = (index: number, fromIssuer: boolean) => ({
  id: fromIssuer ? `sub-${index}` : `person-${index}`,
  email: fromIssuer ? `P${index}@example.com` : `p${index}@example.com`,
});
const numberOf = (actor: { id: string }): number => Number(actor.id.split('-')[1]);

const requests = fc.array(
  fc.record({
    who: fc.constantFrom(...people),
    fromIssuer: fc.boolean(),
    decision: fc.constantFrom('approved' as const, 'approved' as const, 'rejected' as const),
    holds_approver_role: fc.boolean(),
    plan_digest: fc.constantFrom(planDigest, planDigest, otherDigest),
    minute: fc.integer({ min: 0, max: 90 }),
  }),
  { maxLength: 25 },
);

const gates = fc.record({
  quorum: fc.integer({ min: 1, max: 4 }),
  four_eyes: fc.boolean(),
  requester: fc.constantFrom(...people),
  listed: fc.subarray(people),
});

const openGate = (drawn: {
  quorum: number;
  four_eyes: boolean;
  requester: number;
  listed: number[];
}) =>
  aGate({
    quorum: drawn.quorum,
    four_eyes: drawn.four_eyes,
    requested_by: person(drawn.requester, true),
    approvers: drawn.listed.map((index) => person(index, false)),
    expires_at: '2026-03-01T10:00:00.000Z',
  });

const stepOrRefuse = (gate: Gate, request: DecisionRequest, at: string): Gate => {
  try {
    return decide(gate, request, at).gate;
  } catch (error) {
    if (error instanceof Rejection) return gate;
    throw error;
  }
};

const isRejected = (gate: Gate): boolean =>
  gate.decisions.some((one) => one.decision === 'rejected');

test('over any sequence of decisions a gate is approved only by a quorum of distinct, admitted others', () => {
  fc.assert(
    fc.property(gates, requests, (drawn, asked) => {
      let gate = openGate(drawn);
      let minute = 0;
      for (const { who, fromIssuer, ...rest } of asked) {
        minute = Math.max(minute, rest.minute);
        const at = new Date(Date.UTC(2026, 2, 1, 9, minute)).toISOString();
        const before = gate;
        gate = stepOrRefuse(
          gate,
          {
            ...rest,
            by: person(who, fromIssuer),
            channel: 'api',
            reason: null,
            from_issuer: fromIssuer,
          },
          at,
        );
        if (gate === before) continue;
        // Whatever was accepted was in time, on this plan, on a waiting gate, by someone admitted.
        expect(before.status).toBe('pending');
        expect(minute).toBeLessThan(60);
        expect(rest.plan_digest).toBe(planDigest);
        expect(rest.holds_approver_role || drawn.listed.includes(who)).toBe(true);
        expect(gate.version).toBe(before.version + 1);
      }
      const voices = gate.decisions.filter((one) => one.decision === 'approved');
      const distinct = new Set(voices.map((one) => numberOf(one.by)));
      expect(distinct.size).toBe(voices.length);
      if (drawn.four_eyes) expect(distinct.has(drawn.requester)).toBe(false);
      expect(gate.status === 'approved').toBe(voices.length === drawn.quorum && !isRejected(gate));
      expect(gate.status === 'rejected').toBe(isRejected(gate));
    }),
    { numRuns: 500 },
  );
});
