import { isStopped } from '../../domain/execution/shown-status.ts';
import type { MessageOf } from '../../domain/notification/notification.ts';
import type { ExecutionStore } from './execution-ports.ts';
import { noteControl } from './steps/noted-control.ts';
import type { Clock, UnitOfWork, Workflow } from '../shared/ports.ts';
import { retryOnConflict } from '../shared/with-retry.ts';
import { loadExecution } from './steps/loaded-step.ts';

export interface ResumeHoldDeps {
  readonly executions: Pick<ExecutionStore, 'get' | 'control' | 'holdToken'>;
  readonly workflow: Pick<Workflow, 'resume'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** Wakes the state that waits, unless the execution is paused. Without a token nothing waits yet. */
const wake = async (
  { executions, workflow }: ResumeHoldDeps,
  ref: MessageOf<'resume_hold'>,
): Promise<void> => {
  const control = await executions.control(ref);
  if (!control || control.desired === 'pause') return;
  const token = await executions.holdToken(ref);
  if (token === null) return;
  await workflow.resume(token, { outcome: isStopped(control) ? 'cancelled' : 'resumed' });
};

/**
 * Carries an operator's word on: wakes a held rollout or roll-back, which then asks control again,
 * and stores the status that the word gave the execution. A message that came too late, while the
 * execution is paused anew, wakes nobody; a hold that begins later sees control by itself.
 */
export const makeResumeHold =
  (deps: ResumeHoldDeps) =>
  async (message: MessageOf<'resume_hold'>): Promise<'done'> => {
    await wake(deps, message);
    await retryOnConflict(async () => {
      const { execution, control } = await loadExecution(deps.executions, message);
      await noteControl(deps, execution, control);
    });
    return 'done';
  };
