import { describe, expect, it } from 'vitest';
import {
  NotificationEvent,
  OutboxMessage,
} from '../../../functions/domain/notification/notification.ts';

const owed = { message_id: 'msg-1', org_id: 'org-123', at: '2026-03-01T09:00:00.000Z' };
const task = { ...owed, task_id: 'task-01j0000000000000000000000a' };
const gate_id = 'gate-01j0000000000000000000000a';
const execution_id = 'exec-01j0000000000000000000000e';
const told = { event: 'phase_failed', gate_id: null, execution_id, phase: 'Canary' };

const messages: readonly (readonly [string, object])[] = [
  ['start_lifecycle', task],
  ['resume_gate', { ...task, gate_id }],
  ['resume_hold', { ...task, execution_id }],
  ['send_code', { ...task, gate_id, address_hash: 'a1'.repeat(32) }],
  ['send_code', { ...task, gate_id, approver_id: 'ada' }],
  ['notify', { ...task, ...told }],
  ['anchor_audit', owed],
];

describe('a message that is owed', () => {
  it.each(messages)('%s holds ids and is read as it was written', (kind, members) => {
    expect(OutboxMessage.parse({ kind, ...members })).toEqual({ kind, ...members });
  });

  it.each(messages)('%s holds nothing else, and none of its ids is left out', (kind, members) => {
    expect(OutboxMessage.safeParse({ kind, ...members, text: 'secret' }).success).toBe(false);
    for (const name of ['message_id', 'org_id', 'at']) {
      const rest = Object.fromEntries(Object.entries(members).filter(([key]) => key !== name));
      expect(OutboxMessage.safeParse({ kind, ...rest }).success).toBe(false);
    }
  });

  it('is of a kind that somebody delivers', () => {
    expect(OutboxMessage.safeParse({ kind: 'shout', ...task }).success).toBe(false);
    expect(OutboxMessage.safeParse({ kind: 'notify', ...task, ...told, event: 'x' }).success).toBe(
      false,
    );
  });

  it('tells of eleven things', () => {
    expect(NotificationEvent.options).toEqual([
      'task_pending_approval',
      'task_approved',
      'task_rejected',
      'task_expired',
      'execution_started',
      'phase_completed',
      'phase_failed',
      'execution_paused',
      'execution_completed',
      'execution_failed',
      'execution_rolled_back',
    ]);
  });
});
