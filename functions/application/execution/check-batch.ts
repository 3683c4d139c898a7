import { isApplying } from '../../domain/execution/asset-line.ts';
import { ordinalsOf } from '../../domain/execution/batch-plan.ts';
import { phaseAt } from '../../domain/execution/phase-progress.ts';
import type { BatchRef } from '../../domain/execution/step-ref.ts';
import { pollApplies } from './steps/execution-actions.ts';
import type { ActionDeps } from './steps/execution-actions.ts';
import type { ExecutionStore } from './execution-ports.ts';
import { settleMarks } from './steps/settled-marks.ts';
import { retryOnConflict } from '../shared/with-retry.ts';
import { loadExecution } from './steps/loaded-step.ts';

export interface CheckBatchDeps extends ActionDeps {
  readonly executions: Pick<ExecutionStore, 'get' | 'control' | 'linesBetween' | 'advance'>;
}

export interface BatchCheck {
  readonly outcome: 'in_progress' | 'finished';
  readonly wait_seconds: number;
}

/**
 * Asks the fleet how a batch's actions stand, and notes those that ended with their result. It begins
 * nothing: a mark that certainly came to nothing is taken back, for the phase to be admitted again.
 */
export const makeCheckBatch =
  (deps: CheckBatchDeps) =>
  (input: BatchRef): Promise<BatchCheck> =>
    retryOnConflict(async () => {
      const { execution } = await loadExecution(deps.executions, input);
      const { phase_index: index } = input;
      const { batch_size: size } = phaseAt(execution, index);
      const range = { phase_index: index, ...ordinalsOf(input.batch, size) };
      const own = (await deps.executions.linesBetween(input, range)).filter(isApplying);
      const settled = await settleMarks(deps, execution, own);
      const seconds = await pollApplies(deps, execution, settled);
      return { outcome: seconds > 0 ? 'in_progress' : 'finished', wait_seconds: seconds };
    });
