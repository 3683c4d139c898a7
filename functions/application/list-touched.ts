import { applyFailed, isApplying } from '../domain/execution/asset-line.ts';
import type { Execution, ExecutionAsset } from '../domain/execution/execution.ts';
import { undoBatches, versionAfterFailure } from '../domain/execution/roll-back.ts';
import type { UndoBatch } from '../domain/execution/roll-back.ts';
import { toTimestamp } from '../domain/shared/ids.ts';
import type { RolloutRef } from '../domain/execution/step-ref.ts';
import { beginApplies, currentVersion, pollApplies, writeLines } from './execution-actions.ts';
import type { ActionDeps } from './execution-actions.ts';
import { findApprovedPlan, loadExecution } from './execution-context.ts';
import type { ExecutionStore } from './execution-ports.ts';
import type { PlanStore } from './ports.ts';
import { retryOnConflict } from './with-retry.ts';

export interface ListTouchedDeps extends ActionDeps {
  readonly executions: Pick<ExecutionStore, 'get' | 'control' | 'lines' | 'advance'>;
  readonly plans: Pick<PlanStore, 'get'>;
}

export interface TouchedList {
  /** `settling`: actions of the rollout are still in flight. */
  readonly outcome: 'settling' | 'listed';
  readonly wait_seconds: number;
  readonly batches: readonly UndoBatch[];
}

/** Polls of one transaction. */
const chunkSize = 20;

/** Without the approved plan the fleet can't be asked for an action without a handle. */
const giveUp = async (
  deps: ListTouchedDeps,
  execution: Execution,
  lines: readonly ExecutionAsset[],
): Promise<void> => {
  const at = toTimestamp(deps.clock.now());
  const changes = await Promise.all(
    lines.map(async (from) => {
      const versionAfter = versionAfterFailure(from, await currentVersion(deps, execution, from));
      const error = 'Whether the action was begun is not known.';
      return { from, to: applyFailed(from, at, { error, versionAfter }) };
    }),
  );
  await writeLines(deps, execution, changes);
};

const settleChunk = async (
  deps: ListTouchedDeps,
  execution: Execution,
  lines: readonly ExecutionAsset[],
): Promise<number> => {
  const unknown = lines.filter((line) => line.action_ref === null);
  if (unknown.length === 0) return pollApplies(deps, execution, lines);
  const plan = await findApprovedPlan(deps.plans, execution);
  await (plan
    ? beginApplies(deps, execution, { lines: unknown, action: plan.action, anew: false })
    : giveUp(deps, execution, unknown));
  return 1;
};

/**
 * Awaits what the rollout left in flight, then lists the touched assets as batches in reverse order.
 * Nothing is listed for an execution that only waits for its end, without rolling back.
 */
export const makeListTouched =
  (deps: ListTouchedDeps) =>
  (input: RolloutRef): Promise<TouchedList> =>
    retryOnConflict(async () => {
      const { execution } = await loadExecution(deps.executions, input);
      const lines = await deps.executions.lines(input.org_id, input.execution_id);
      const inFlight = lines.filter(isApplying);
      if (inFlight.length > 0) {
        const waits: number[] = [];
        for (let start = 0; start < inFlight.length; start += chunkSize) {
          const chunk = inFlight.slice(start, start + chunkSize);
          waits.push(await settleChunk(deps, execution, chunk));
        }
        return { outcome: 'settling', wait_seconds: Math.max(1, ...waits), batches: [] };
      }
      const plan = await findApprovedPlan(deps.plans, execution);
      const wanted = plan !== null && execution.status === 'rolling_back';
      const batches = wanted ? undoBatches(plan.phases, lines) : [];
      return { outcome: 'listed', wait_seconds: 0, batches };
    });
