import type { Notice } from '../../../functions/application/notification/notification-ports.ts';
import { org, taskId } from '../builders/ids.ts';

/** A notice as channels get it. */
export const aNotice = (changes: Partial<Notice> = {}): Notice => ({
  message_id: 'msg-1',
  org_id: org,
  event: 'task_pending_approval',
  task_id: taskId,
  execution_id: null,
  subject: 'A change waits for your approval (production)',
  text: 'A change waits.\nGoal: <b>fix</b> & go\n',
  html: '<p>A change waits.</p>',
  links: ['http://127.0.0.1:8083/approvals/gate-7zzzzzzzzzzzzzzzzzzzzzzzzz'],
  recipients: ['alice@example.com'],
  at: '2026-03-01T09:00:00.000Z',
  ...changes,
});
