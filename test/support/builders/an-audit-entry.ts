import type { AuditEntry } from '../../../functions/domain/audit/audit-record.ts';
import { org, taskId } from './ids.ts';

/** An entry in the chain of its task, or of the settings where it has none. */
export const anEntry = (changes: Partial<AuditEntry> = {}): AuditEntry => ({
  org_id: org,
  chain: changes.task_id ?? (changes.task_id === null ? 'settings' : taskId),
  task_id: taskId,
  at: '2026-03-01T09:00:00.000Z',
  actor: 'rita',
  event: 'task_submitted',
  plan_digest: null,
  details: { intent: 'Fix drift' },
  ...changes,
});
