import type { OutboxMessage } from '../../../functions/domain/notification/notification.ts';
import { org, taskId } from './ids.ts';

/** A message that starts a lifecycle. */
export const aMessage = (number = 1): OutboxMessage => ({
  kind: 'start_lifecycle',
  message_id: `msg-${number}`,
  org_id: org,
  task_id: taskId,
  at: '2026-03-01T09:00:00.000Z',
});
