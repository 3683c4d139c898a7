import { TaskAudit, verifyTaskAudit } from '../domain/audit/verify-answer.ts';
import type { ChainFault } from '../domain/audit/verify-chain.ts';

export interface SavedVerdict {
  readonly fault: ChainFault | null;
  readonly records: number;
}

/**
 * Verifies the text of a kept answer of GET /tasks/{task_id}/audit.
 * @throws Error when it is none.
 */
export const verifySavedAudit = (text: string): SavedVerdict => {
  const audit = TaskAudit.safeParse(JSON.parse(text));
  if (!audit.success) {
    const [issue] = audit.error.issues;
    throw new Error(
      `It is no answer of GET /tasks/{task_id}/audit: /${issue?.path.join('/') ?? ''} ${issue?.message ?? ''}`,
    );
  }
  const { records, controls } = audit.data;
  return {
    fault: verifyTaskAudit(audit.data),
    records: records.length + controls.reduce((sum, one) => sum + one.records.length, 0),
  };
};
