import { expect, it } from 'vitest';
import { grantCode } from '../../../functions/domain/approval/codes.ts';
import { aGate } from '../../support/builders/a-gate.ts';

const now = '2026-03-01T10:00:00.000Z';
const spent = { wrong_tries: 0, granted: [], grants: 0 };
const old = '2026-03-01T09:00:00.000Z';
const recent = '2026-03-01T09:00:00.001Z';

it.each([
  [[old, old, old], true],
  [[old, recent, recent], true],
  [[recent, recent, recent], false],
])('of codes that an earlier version sent at %j those of the last hour count', (sent, granted) => {
  const gate = aGate({ codes_sent_at: sent });

  expect(grantCode(gate, { spent, message_id: 'msg-9' }, now) !== null).toBe(granted);
});
