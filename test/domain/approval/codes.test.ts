import { describe, expect, test } from 'vitest';
import {
  csrfTokenOf,
  grantCode,
  hashAddress,
  hashCode,
  isLockedOut,
} from '../../../functions/domain/approval/codes.ts';
import type { Gate } from '../../../functions/domain/approval/gate.ts';
import { GateId } from '../../../functions/domain/shared/ids.ts';
import { aGate } from '../../support/builders/a-gate.ts';
import { gateId } from '../../support/builders/ids.ts';

const now = '2026-03-01T10:00:00.000Z';

const unspent = { wrong_tries: 0, granted: [], grants: 0 };
const at = (...times: string[]) => times.map((time, n) => ({ message_id: `msg-${n}`, at: time }));
const lastHour = [
  '2026-03-01T09:00:00.001Z',
  '2026-03-01T09:30:00.000Z',
  '2026-03-01T09:59:00.000Z',
];

type Spent = Parameters<typeof grantCode>[1]['spent'];

describe('grantCode', () => {
  const grant = (gate: Gate, spent: Spent = unspent, message_id = 'msg-9') =>
    grantCode(gate, { spent, message_id }, now);

  test('grants a code and counts it', () => {
    expect(grant(aGate())).toEqual({
      wrong_tries: 0,
      granted: [{ message_id: 'msg-9', at: now }],
      grants: 1,
    });
  });

  test('grants one request one code, however often it is asked', () => {
    const spent = { wrong_tries: 0, granted: at(...lastHour), grants: 3 };

    expect(grant(aGate(), spent, 'msg-2')).toBe(spent);
  });

  test.each<[string, Partial<Gate>, Partial<Spent>]>([
    ['a decided gate', { status: 'approved' }, {}],
    ['a gate whose time is over', { expires_at: now }, {}],
    ['a gate with ten wrong tries', {}, { wrong_tries: 10 }],
    [
      'a gate with ten wrong tries, some of an earlier version',
      { wrong_tries: 4 },
      { wrong_tries: 6 },
    ],
    ['a gate with three codes in the last hour', {}, { granted: at(...lastHour), grants: 3 }],
    [
      'a gate with three codes in the last hour, some of an earlier version',
      { codes_sent_at: lastHour.slice(0, 1) },
      { granted: at(...lastHour.slice(1)), grants: 2 },
    ],
  ])('grants none for %s', (_, gate, spent) => {
    expect(grant(aGate(gate), { ...unspent, ...spent })).toBeNull();
  });

  test('grants another one once the oldest of three is an hour old, and forgets it', () => {
    const granted = at('2026-03-01T09:00:00.000Z', ...lastHour.slice(1));

    expect(grant(aGate(), { wrong_tries: 0, granted, grants: 3 })).toEqual({
      wrong_tries: 0,
      granted: [...granted.slice(1), { message_id: 'msg-9', at: now }],
      grants: 4,
    });
  });
});

test('nine wrong tries leave a gate open, the tenth closes it, whichever version counted them', () => {
  const gate = aGate({ wrong_tries: 3 });

  expect([6, 7].map((wrong_tries) => isLockedOut(gate, { wrong_tries }))).toEqual([false, true]);
});

test('an address has one hash for a gate in all of its spellings, and another for another gate', () => {
  const spellings = [
    'alice@bücher.example',
    ' ALICE@xn--bcher-kva.example',
    'alice＠BÜCHER.example',
  ];
  const otherGate = GateId.parse('gate-7yyyyyyyyyyyyyyyyyyyyyyyyy');

  expect(new Set(spellings.map((address) => hashAddress(gateId, address))).size).toBe(1);
  expect(hashAddress(otherGate, spellings[0] ?? '')).not.toBe(
    hashAddress(gateId, spellings[0] ?? ''),
  );
});

test('the same code has another hash for another gate and for another approver', () => {
  const otherGate = GateId.parse('gate-7yyyyyyyyyyyyyyyyyyyyyyyyy');
  const hashes = [
    hashCode(gateId, 'alice', '123456'),
    hashCode(gateId, 'bob', '123456'),
    hashCode(otherGate, 'alice', '123456'),
  ];

  expect(new Set(hashes).size).toBe(3);
});

test('the CSRF token is the HMAC-SHA256 of its purpose under the session secret', () => {
  // printf approval-decision | openssl dgst -sha256 -hmac secret-1
  expect(csrfTokenOf('secret-1')).toBe(
    '2827e51f4b59feab434fa1dc59a6c17acdc69087a10b2b5b7d0517cfa67c3df1',
  );
});
