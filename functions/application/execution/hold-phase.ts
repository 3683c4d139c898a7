import type { Execution, ExecutionControl } from '../../domain/execution/execution.ts';
import { engine, moveExecution, observed } from '../../domain/execution/move-execution.ts';
import { shownStatus } from '../../domain/execution/shown-status.ts';
import { TransientFailure } from '../../domain/shared/errors.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import { controlWrite } from './steps/execution-context.ts';
import type { ExecutionStore } from './execution-ports.ts';
import type { Clock, IdSource, UnitOfWork } from '../shared/ports.ts';
import { retryOnConflict } from '../shared/with-retry.ts';
import type { ExecutionRef } from '../../domain/shared/refs.ts';
import { executionNotice, wakeUp } from '../shared/owed-messages.ts';
import { loadExecution } from './steps/loaded-step.ts';
import { commit } from '../shared/commit.ts';

export interface HoldPhaseDeps {
  readonly executions: Pick<ExecutionStore, 'get' | 'control' | 'lines' | 'putHoldToken'>;
  readonly unitOfWork: UnitOfWork;
  readonly ids: Pick<IdSource, 'messageId'>;
  readonly clock: Clock;
}

/** Reports `paused`, under the word that was read: nothing begins under it, so nothing is in flight. */
const reportPaused = async (
  { unitOfWork, ids, clock }: HoldPhaseDeps,
  execution: Execution,
  control: ExecutionControl,
): Promise<void> => {
  const at = toTimestamp(clock.now());
  const seen = observed(execution, control, at);
  const move = moveExecution({ execution: seen.execution, to: 'paused', at, actor: engine });
  await commit(unitOfWork, seen, move, {
    documents: [controlWrite(execution, control, control)],
    messages: [executionNotice(ids, execution, { event: 'execution_paused', at })],
  });
};

/**
 * Keeps the token of the waiting state and reports `paused`, of a rollout or of its undoing. The
 * machine calls it once its batches ended; should something be in flight nevertheless, it wakes
 * itself and looks again. The token is stored before control is read: whoever resumes after that
 * read finds the token, and whoever resumed before it is seen here.
 */
export const makeHoldPhase =
  (deps: HoldPhaseDeps) =>
  async (input: ExecutionRef & { readonly task_token: string }): Promise<{ status: string }> => {
    const { executions, unitOfWork, ids, clock } = deps;
    await executions.putHoldToken(input, input.task_token);
    return retryOnConflict(async () => {
      const { execution, control } = await loadExecution(executions, input);
      if (control.desired !== 'pause') {
        const messages = [wakeUp(ids, execution, toTimestamp(clock.now()))];
        await commit(unitOfWork, { messages });
        return { status: shownStatus(execution, control) };
      }
      if (execution.status === 'paused') return { status: execution.status };
      const lines = await executions.lines(input);
      if (lines.some((line) => line.status === 'running')) {
        throw new TransientFailure(`Execution ${execution.id} still has actions in flight`);
      }
      await reportPaused(deps, execution, control);
      return { status: 'paused' };
    });
  };
