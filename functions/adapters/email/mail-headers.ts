import type { Notice } from '../../application/notification/notification-ports.ts';

/** Headers that both ways of mailing add: the id to tell repeats by, and no answers by machines (RFC 3834). */
export const mailHeaders = (notice: Notice): Readonly<Record<string, string>> => ({
  'Auto-Submitted': 'auto-generated',
  'X-Orchestrator-Event': notice.event,
  'X-Orchestrator-Message-Id': notice.message_id,
});
