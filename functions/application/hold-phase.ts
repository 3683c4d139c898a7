import { moveExecution } from '../domain/execution/move-execution.ts';
import { toTimestamp } from '../domain/shared/ids.ts';
import type { PhaseRef } from '../domain/execution/step-ref.ts';
import { engine, loadExecution, noticeOf, wakeUp } from './execution-context.ts';
import type { ExecutionStore } from './execution-ports.ts';
import type { Clock, IdSource, UnitOfWork } from './ports.ts';
import { retryOnConflict } from './with-retry.ts';

export interface HoldPhaseDeps {
  readonly executions: Pick<ExecutionStore, 'get' | 'control' | 'putHoldToken'>;
  readonly unitOfWork: UnitOfWork;
  readonly ids: Pick<IdSource, 'messageId'>;
  readonly clock: Clock;
}

/**
 * Keeps the token of the waiting state and reports `paused`. The machine calls it once the phase's
 * batches ended, so nothing is in flight. The token is stored before control is read: whoever
 * resumes after that read finds the token, and whoever resumed before it is seen here, where the
 * hold then wakes itself.
 */
export const makeHoldPhase =
  ({ executions, unitOfWork, ids, clock }: HoldPhaseDeps) =>
  async (input: PhaseRef & { readonly task_token: string }): Promise<{ status: string }> => {
    await executions.putHoldToken(input.org_id, input.execution_id, input.task_token);
    return retryOnConflict(async () => {
      const { execution, control } = await loadExecution(executions, input);
      const at = toTimestamp(clock.now());
      if (control.desired !== 'pause') {
        const messages = [wakeUp(ids, execution, at)];
        await unitOfWork.commit({ documents: [], audit: [], messages, counters: [] });
        return { status: execution.status };
      }
      if (execution.status === 'paused') return { status: execution.status };
      const move = moveExecution({ execution, to: 'paused', at, actor: engine });
      await unitOfWork.commit({
        documents: [move.document],
        audit: [move.audit],
        messages: [noticeOf(ids, execution, { event: 'execution_paused', at })],
        counters: move.counters,
      });
      return { status: 'paused' };
    });
  };
