import { isApplying } from '../domain/execution/asset-line.ts';
import { beginApplies, pollApplies } from './execution-actions.ts';
import type { ActionDeps } from './execution-actions.ts';
import { loadApprovedPlan, loadExecution } from './execution-context.ts';
import type { BatchRef } from './execution-context.ts';
import type { ExecutionStore } from './execution-ports.ts';
import type { PlanStore } from './ports.ts';
import { retryOnConflict } from './with-retry.ts';

export interface CheckBatchDeps extends ActionDeps {
  readonly executions: Pick<ExecutionStore, 'get' | 'control' | 'lines' | 'advance'>;
  readonly plans: Pick<PlanStore, 'get'>;
}

export interface BatchCheck {
  readonly outcome: 'in_progress' | 'finished';
  readonly wait_seconds: number;
}

/** Asks the fleet how a batch's actions stand, and notes those that ended with their result. */
export const makeCheckBatch =
  (deps: CheckBatchDeps) =>
  (input: BatchRef): Promise<BatchCheck> =>
    retryOnConflict(async () => {
      const { execution } = await loadExecution(deps.executions, input);
      const { org_id: org, execution_id: id, phase_index: index } = input;
      const lines = await deps.executions.lines(org, id, index);
      const own = lines.filter((line) => line.batch === input.batch && isApplying(line));
      if (own.some((line) => line.action_ref === null)) {
        const { action } = await loadApprovedPlan(deps.plans, execution);
        await beginApplies(deps, execution, { lines: own, action, anew: true });
        return { outcome: 'in_progress', wait_seconds: 1 };
      }
      const seconds = await pollApplies(deps, execution, own);
      return { outcome: seconds > 0 ? 'in_progress' : 'finished', wait_seconds: seconds };
    });
