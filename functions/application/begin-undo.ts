import { isUndoing, startUndo, undoBegun, undoFailed } from '../domain/execution/asset-line.ts';
import { takeLock } from '../domain/execution/asset-lock.ts';
import type { LockTaking } from '../domain/execution/asset-lock.ts';
import { ordinalsOf } from '../domain/execution/batch-plan.ts';
import type { Execution, ExecutionAsset } from '../domain/execution/execution.ts';
import { isTouched, undoBatchSizeOf } from '../domain/execution/roll-back.ts';
import type { PlannedAction } from '../domain/plan/plan.ts';
import { Rejection, TransientFailure } from '../domain/shared/errors.ts';
import { toTimestamp } from '../domain/shared/ids.ts';
import type { BatchRef } from '../domain/execution/step-ref.ts';
import { writeLines } from './execution-actions.ts';
import type { ActionDeps } from './execution-actions.ts';
import { assertWritten, loadExecution, rememberApprovedPlan } from './execution-context.ts';
import type { ExecutionStore, LineChange, LockStore } from './execution-ports.ts';
import type { FleetInventory, PlanStore } from './ports.ts';
import { retryOnConflict } from './with-retry.ts';

export interface BeginUndoDeps extends ActionDeps {
  readonly executions: Pick<ExecutionStore, 'get' | 'control' | 'linesBetween' | 'advance'>;
  readonly locks: Pick<LockStore, 'read'>;
  readonly plans: Pick<PlanStore, 'get'>;
  readonly inventory: Pick<FleetInventory, 'get' | 'pace'>;
}

export interface UndoBeginning {
  readonly outcome: 'begun' | 'finished';
  readonly wait_seconds: number;
}

/** Why an asset can't be undone at all, or null. */
const obstacleOf = (line: ExecutionAsset): string | null => {
  if (line.before === null) return 'Its state before the change is not known.';
  return line.version_after === null ? 'Its state after the change is not known.' : null;
};

const planUndo = async (
  { locks, clock }: BeginUndoDeps,
  execution: Execution,
  touched: readonly ExecutionAsset[],
): Promise<{ readonly lines: readonly LineChange[]; readonly locks: readonly LockTaking[] }> => {
  const stored = await locks.read(
    execution.org_id,
    touched.map((line) => line.asset_id),
  );
  const now = clock.now();
  const at = toTimestamp(now);
  const taken: LockTaking[] = [];
  const lines = touched.map((from): LineChange => {
    const obstacle = obstacleOf(from);
    if (obstacle) return { from, to: undoFailed(from, at, `Not rolled back: ${obstacle}`) };
    const lock = stored.find((candidate) => candidate.asset_id === from.asset_id) ?? null;
    const result = takeLock(lock, { assetId: from.asset_id, executionId: execution.id, now });
    if ('heldBy' in result) {
      const error = `Not rolled back: ${result.heldBy} holds its lock by now.`;
      return { from, to: undoFailed(from, at, error) };
    }
    taken.push(result.taken);
    return { from, to: startUndo(from, at, result.taken.to.fencing_token) };
  });
  return { lines, locks: taken };
};

const beginOne = async (
  { fleet, clock }: BeginUndoDeps,
  execution: Execution,
  order: { readonly line: ExecutionAsset; readonly action: PlannedAction },
): Promise<ExecutionAsset | TransientFailure> => {
  const { line, action } = order;
  const at = toTimestamp(clock.now());
  const obstacle = obstacleOf(line);
  if (obstacle || line.before === null || line.version_after === null) {
    return undoFailed(line, at, `Not rolled back: ${obstacle ?? 'unknown'}`);
  }
  try {
    const { ref } = await fleet.beginUndo({
      org_id: execution.org_id,
      execution_id: execution.id,
      asset_id: line.asset_id,
      action,
      expected_version: line.version_after,
      before: line.before,
    });
    return undoBegun(line, ref);
  } catch (error) {
    if (error instanceof TransientFailure) return error;
    if (!(error instanceof Rejection)) throw error;
    return undoFailed(line, at, `Not rolled back: the fleet refused: ${error.message}`);
  }
};

const beginUndos = async (
  deps: BeginUndoDeps,
  execution: Execution,
  order: { readonly lines: readonly ExecutionAsset[]; readonly action: PlannedAction },
): Promise<void> => {
  const unbegun = order.lines.filter((line) => isUndoing(line) && line.action_ref === null);
  const results = await Promise.all(
    unbegun.map(async (from) => ({
      from,
      to: await beginOne(deps, execution, { line: from, action: order.action }),
    })),
  );
  const begun = results.filter(
    (result): result is LineChange => !(result.to instanceof TransientFailure),
  );
  await writeLines(deps, execution, begun);
  const unanswered = results.find((result) => result.to instanceof TransientFailure);
  if (unanswered?.to instanceof TransientFailure) throw unanswered.to;
};

/**
 * Begins to undo a batch of touched assets, each at most once and under its lock. The fleet undoes
 * only an asset that still has the version that our change gave it. Repeating it is safe.
 * @throws TransientFailure when the fleet did not answer; the batch goes on at the next call.
 */
export const makeBeginUndo = (deps: BeginUndoDeps) => {
  const approvedPlan = rememberApprovedPlan(deps.plans);
  return (input: BatchRef): Promise<UndoBeginning> =>
    retryOnConflict(async () => {
      const { execution } = await loadExecution(deps.executions, input);
      const { action, phases } = await approvedPlan(execution);
      const phase = phases[input.phase_index];
      if (!phase) throw new RangeError(`The plan has no phase ${input.phase_index}`);
      const range = ordinalsOf(input.batch, undoBatchSizeOf(phase));
      const lines = await deps.executions.linesBetween(input.org_id, input.execution_id, {
        phase_index: input.phase_index,
        ...range,
      });
      const touched = lines.filter(isTouched);
      const step = await planUndo(deps, execution, touched);
      if (step.lines.length > 0) {
        const result = await deps.executions.advance({
          ...step,
          org_id: execution.org_id,
          execution_id: execution.id,
          visible: true,
        });
        assertWritten(result, `the ledger of ${execution.id}`);
      }
      const inFlight = [...lines, ...step.lines.map(({ to }) => to)].filter(isUndoing);
      if (inFlight.length === 0) return { outcome: 'finished', wait_seconds: 0 };
      await beginUndos(deps, execution, { lines: inFlight, action });
      const seconds = Math.ceil(deps.inventory.pace().action_seconds);
      return { outcome: 'begun', wait_seconds: Math.max(1, seconds) };
    });
};
