import type {
  MessageOf,
  OutboxMessage,
} from '../../../functions/domain/notification/notification.ts';
import { gateId, org, taskId } from './ids.ts';

const at = '2026-03-01T09:00:00.000Z';

/** A message that starts a lifecycle. */
export const aStart = (message_id: string): MessageOf<'start_lifecycle'> => ({
  kind: 'start_lifecycle',
  message_id,
  org_id: org,
  task_id: taskId,
  at,
});

/** A message that goes on with a lifecycle after a gate. */
export const aResume = (message_id: string): MessageOf<'resume_gate'> => ({
  kind: 'resume_gate',
  message_id,
  org_id: org,
  task_id: taskId,
  gate_id: gateId,
  at,
});

/** A message that asks people to decide. */
export const aNotification = (changes: Partial<MessageOf<'notify'>> = {}): MessageOf<'notify'> => ({
  kind: 'notify',
  message_id: 'msg-1',
  org_id: org,
  task_id: taskId,
  event: 'task_pending_approval',
  gate_id: gateId,
  execution_id: null,
  phase: null,
  at,
  ...changes,
});

/** A message of whatever kind. */
export const aMessage = (number = 1): OutboxMessage => aStart(`msg-${number}`);
