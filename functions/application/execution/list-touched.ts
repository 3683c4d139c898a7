import { isApplying, isUndoing } from '../../domain/execution/asset-line.ts';
import type { Execution, ExecutionAsset } from '../../domain/execution/execution.ts';
import { undoBatches } from '../../domain/execution/roll-back.ts';
import type { UndoBatch } from '../../domain/execution/roll-back.ts';
import { isRollingBack } from '../../domain/execution/shown-status.ts';
import type { RolloutRef } from '../../domain/execution/step-ref.ts';
import { pollApplies } from './steps/execution-actions.ts';
import type { ActionDeps } from './steps/execution-actions.ts';
import type { ExecutionStore } from './execution-ports.ts';
import { noteControl } from './steps/noted-control.ts';
import type { PlanStore } from '../planning/planning-ports.ts';
import type { UnitOfWork } from '../shared/ports.ts';
import { settleMarks } from './steps/settled-marks.ts';
import { retryOnConflict } from '../shared/with-retry.ts';
import { makeLoadStep } from './steps/loaded-step.ts';

export interface ListTouchedDeps extends ActionDeps {
  readonly executions: Pick<ExecutionStore, 'get' | 'control' | 'lines' | 'advance'>;
  readonly plans: Pick<PlanStore, 'get'>;
  readonly unitOfWork: UnitOfWork;
}

export interface TouchedList {
  /** `settling`: actions of the rollout are still in flight. `held`: an operator paused the undoing. */
  readonly outcome: 'settling' | 'held' | 'listed';
  readonly wait_seconds: number;
  readonly batches: readonly UndoBatch[];
}

/** Polls of one transaction. */
const chunkSize = 20;

const settleChunk = async (
  deps: ListTouchedDeps,
  execution: Execution,
  lines: readonly ExecutionAsset[],
): Promise<number> => pollApplies(deps, execution, await settleMarks(deps, execution, lines));

/** Polls what the rollout left in flight; the seconds to wait for it, null when nothing is left. */
const settle = async (
  deps: ListTouchedDeps,
  execution: Execution,
  lines: readonly ExecutionAsset[],
): Promise<number | null> => {
  const inFlight = lines.filter(isApplying);
  if (inFlight.length === 0) return null;
  const waits: number[] = [];
  for (let start = 0; start < inFlight.length; start += chunkSize) {
    const chunk = inFlight.slice(start, start + chunkSize);
    waits.push(await settleChunk(deps, execution, chunk));
  }
  return Math.max(1, ...waits);
};

const listed = (outcome: 'listed' | 'held', batches: readonly UndoBatch[] = []): TouchedList => ({
  outcome,
  wait_seconds: 0,
  batches,
});

/**
 * Awaits what the rollout left in flight, then lists the touched assets as batches in reverse order,
 * or says that a pause holds them. Called again after its batches, it lists what of them is left.
 * Nothing is listed for an execution that only waits for its end, without rolling back.
 */
export const makeListTouched =
  (deps: ListTouchedDeps) =>
  (input: RolloutRef): Promise<TouchedList> =>
    retryOnConflict(async () => {
      const step = await makeLoadStep(deps)(input);
      const { execution, control } = step;
      const lines = await deps.executions.lines(input);
      const seconds = await settle(deps, execution, lines);
      if (seconds !== null) return { outcome: 'settling', wait_seconds: seconds, batches: [] };
      const plan = await step.findPlan();
      if (plan === null || !isRollingBack(execution)) return listed('listed');
      if (control.desired === 'pause') {
        const undoing = undoBatches(plan.phases, lines.filter(isUndoing));
        return undoing.length > 0 ? listed('listed', undoing) : listed('held');
      }
      await noteControl(deps, execution, control);
      return listed('listed', undoBatches(plan.phases, lines));
    });
