import { describe, expect, test } from 'vitest';
import {
  countTry,
  csrfTokenOf,
  grantCode,
  hashCode,
  takesCodes,
} from '../../../functions/domain/approval/codes.ts';
import type { Gate } from '../../../functions/domain/approval/gate.ts';
import { GateId } from '../../../functions/domain/shared/ids.ts';
import { aGate, alice, gateId } from '../../support/approval/builders.ts';

const now = '2026-03-01T10:00:00.000Z';

describe('grantCode', () => {
  test.each([['alice@example.com'], [' Alice@EXAMPLE.com ']])(
    'grants a code to the registered address %j and counts it',
    (address) => {
      const granted = grantCode(aGate(), address, now);

      expect(granted?.approver).toEqual(alice);
      expect(granted?.gate).toEqual(aGate({ version: 2, codes_sent_at: [now] }));
    },
  );

  test.each<[string, Partial<Gate>, string]>([
    ['an unknown address', {}, 'eve@example.com'],
    ['an empty address', {}, ''],
    ['a decided gate', { status: 'approved' }, 'alice@example.com'],
    ['a gate whose time is over', { expires_at: now }, 'alice@example.com'],
    ['a gate with ten wrong tries', { wrong_tries: 10 }, 'alice@example.com'],
    [
      'a gate with three codes in the last hour',
      {
        codes_sent_at: [
          '2026-03-01T09:00:00.001Z',
          '2026-03-01T09:30:00.000Z',
          '2026-03-01T09:59:00.000Z',
        ],
      },
      'alice@example.com',
    ],
  ])('grants none for %s', (_, changes, address) => {
    expect(grantCode(aGate(changes), address, now)).toBeNull();
  });

  test('grants another one once the oldest of three is an hour old, and forgets it', () => {
    const sent = [
      '2026-03-01T09:00:00.000Z',
      '2026-03-01T09:30:00.000Z',
      '2026-03-01T09:59:00.000Z',
    ];

    const granted = grantCode(aGate({ codes_sent_at: sent }), 'bob@example.com', now);

    expect(granted?.gate.codes_sent_at).toEqual([sent[1], sent[2], now]);
  });
});

test('nine wrong tries leave a gate open to codes, the tenth closes it', () => {
  const ninth = countTry(aGate({ wrong_tries: 8 }), false);
  const tenth = countTry(ninth, false);

  expect([takesCodes(ninth, now), takesCodes(tenth, now)]).toEqual([true, false]);
});

test('a right try is not counted as wrong, and moves the version all the same', () => {
  expect(countTry(aGate({ wrong_tries: 4 }), true)).toEqual(aGate({ version: 2, wrong_tries: 4 }));
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
