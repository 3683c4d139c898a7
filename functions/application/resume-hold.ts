import type { OutboxMessage } from '../domain/notification/notification.ts';
import type { ExecutionStore } from './execution-ports.ts';
import type { Workflow } from './ports.ts';

export interface ResumeHoldDeps {
  readonly executions: Pick<ExecutionStore, 'control' | 'holdToken'>;
  readonly workflow: Pick<Workflow, 'resume'>;
}

export type ResumeHoldMessage = Extract<OutboxMessage, { kind: 'resume_hold' }>;

/**
 * Wakes a held rollout, which then asks control again. A message that came too late, while the
 * execution is paused anew, wakes nobody. Without a stored token nothing waits yet: a hold that
 * begins later sees control by itself.
 */
export const makeResumeHold =
  ({ executions, workflow }: ResumeHoldDeps) =>
  async (message: ResumeHoldMessage): Promise<'done'> => {
    const { org_id: org, execution_id: id } = message;
    const control = await executions.control(org, id);
    if (!control || control.desired === 'pause') return 'done';
    const token = await executions.holdToken(org, id);
    if (token === null) return 'done';
    await workflow.resume(token, {
      outcome: control.desired === 'cancel' ? 'cancelled' : 'resumed',
    });
    return 'done';
  };
