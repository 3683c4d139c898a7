import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide } from '../../functions/domain/approval/decide.ts';
import type { Gate } from '../../functions/domain/approval/gate.ts';
import { isSamePerson } from '../../functions/domain/approval/one-person.ts';
import { Rejection } from '../../functions/domain/shared/errors.ts';
import { addressKey, cleanAddress, subjectKey } from '../../functions/domain/shared/person-keys.ts';
import { aGate } from '../support/builders/a-gate.ts';
import { planDigest } from '../support/builders/ids.ts';

const hidden = fc.constantFrom('', ' ', '\u00a0', '\u200b', '\ufeff', '\t', '\u2060', '\u00ad');

const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));

/** Another spelling of the same: case, forms and what nobody sees. */
const spelt = (text: string) =>
  fc
    .tuple(
      fc.constantFrom('as' as const, 'upper' as const, 'wide' as const, 'nfd' as const),
      hidden,
      hidden,
    )
    .map(([how, before, after]) => {
      const forms = {
        as: text,
        upper: text.toUpperCase(),
        wide: fullWidth(text),
        nfd: text.normalize('NFD'),
      };
      return `${before}${forms[how]}${after}`;
    });

const names = ['ann', 'ben', 'cyd', 'dée'] as const;
const name = fc.constantFrom(...names);
const registrations = names.map((one) => ({ id: `sub-${one}`, email: `${one}@bücher.example` }));

/** A person as tokens and codes name them, in any spelling, with more or less about them. */
const identity = name.chain((who) =>
  fc
    .record({
      subject: spelt(`sub-${who}`),
      address: fc.oneof(spelt(`${who}@bücher.example`), spelt(`${who}@xn--bcher-kva.example`)),
      shown: fc.constantFrom('subject', 'both', 'address'),
    })
    .map(({ subject, address, shown }) => ({
      who,
      by: {
        id: shown === 'address' ? `other-${who}` : subject,
        ...(shown !== 'subject' && { email: address }),
      },
    })),
);

test('however a person is spelt and named, it is the one person, and never another', () => {
  fc.assert(
    fc.property(identity, identity, (one, other) => {
      expect(isSamePerson(one.by, other.by, registrations)).toBe(one.who === other.who);
    }),
    { numRuns: 2_000 },
  );
});

test('no spellings of one person approve alone what takes two, nor what was asked for by that person', () => {
  const steps = fc.array(identity, { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(identity, steps, (requester, voices) => {
      let gate: Gate = aGate({ requested_by: requester.by, approvers: registrations, quorum: 2 });
      const counted: string[] = [];
      for (const { who, by } of voices) {
        try {
          gate = decide(
            gate,
            {
              decision: 'approved',
              by,
              channel: 'api',
              reason: null,
              plan_digest: planDigest,
              holds_approver_role: true,
              from_issuer: true,
            },
            '2026-03-01T10:00:00.000Z',
          ).gate;
          counted.push(who);
        } catch (error) {
          if (!(error instanceof Rejection)) throw error;
        }
      }
      const others = new Set(voices.map(({ who }) => who).filter((who) => who !== requester.who));
      expect(counted).not.toContain(requester.who);
      expect(new Set(counted).size).toBe(counted.length);
      expect(gate.status === 'approved').toBe(others.size >= 2);
    }),
    { numRuns: 1_000 },
  );
});

test('keys are keys of themselves, for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const subject = subjectKey(text);
      const address = addressKey(text);
      if (subject !== null) expect(subjectKey(subject)).toBe(subject);
      if (address !== null) expect(addressKey(address)).toBe(address);
      const clean = cleanAddress(text);
      if (clean !== null) expect(addressKey(clean)).toBe(address);
    }),
    { numRuns: 2_000 },
  );
});
