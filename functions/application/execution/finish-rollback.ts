import { decideRollbackEnding } from '../../domain/execution/decide-ending.ts';
import { hasExecutionEnded } from '../../domain/execution/execution-status.ts';
import type { ExecutionStatus } from '../../domain/execution/execution-status.ts';
import type { RolloutRef } from '../../domain/execution/step-ref.ts';
import { endExecution } from './steps/execution-ending.ts';
import type { EndingDeps } from './steps/execution-ending.ts';
import { retryOnConflict } from '../shared/with-retry.ts';
import { loadExecution } from './steps/loaded-step.ts';

/**
 * Ends an execution whose touched assets were taken back as far as that was possible, and says
 * honestly which were not. Also brings the task to its end, since after a recovery no task
 * workflow is left to do it.
 */
export const makeFinishRollback =
  (deps: EndingDeps) =>
  (input: RolloutRef): Promise<{ readonly status: ExecutionStatus }> =>
    retryOnConflict(async () => {
      const { execution, control } = await loadExecution(deps.executions, input);
      if (hasExecutionEnded(execution.status)) {
        await deps.closeTask(input);
        return { status: execution.status };
      }
      const lines = await deps.executions.lines(input);
      const ending = decideRollbackEnding(execution, lines);
      await endExecution(deps, { execution, control, lines }, ending);
      await deps.closeTask(input);
      return { status: ending.status };
    });
