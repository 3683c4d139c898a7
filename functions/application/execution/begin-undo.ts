import { isUndoing, startUndo, undoFailed } from '../../domain/execution/asset-line.ts';
import { takeLock } from '../../domain/execution/asset-lock.ts';
import type { LockTaking } from '../../domain/execution/asset-lock.ts';
import { ordinalsOf } from '../../domain/execution/batch-plan.ts';
import type {
  Execution,
  ExecutionAsset,
  ExecutionControl,
} from '../../domain/execution/execution.ts';
import { isTouched, undoBatchSizeOf } from '../../domain/execution/roll-back.ts';
import { lets } from '../../domain/execution/shown-status.ts';
import { Conflict, TransientFailure } from '../../domain/shared/errors.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import type { BatchRef } from '../../domain/execution/step-ref.ts';
import { firstLookSeconds } from './steps/execution-actions.ts';
import type { ActionDeps } from './steps/execution-actions.ts';
import type { ExecutionStore, LineChange, LockStore } from './execution-ports.ts';
import type { FleetInventory } from './fleet-ports.ts';
import type { PlanStore } from '../planning/planning-ports.ts';
import { sendMarked } from './steps/sent-actions.ts';
import { settleMarks } from './steps/settled-marks.ts';
import { retryOnConflict } from '../shared/with-retry.ts';
import { makeLoadRepeatedStep } from './steps/loaded-step.ts';

export interface BeginUndoDeps extends ActionDeps {
  readonly executions: Pick<ExecutionStore, 'get' | 'control' | 'linesBetween' | 'advance'>;
  readonly locks: Pick<LockStore, 'read'>;
  readonly plans: Pick<PlanStore, 'get'>;
  readonly inventory: Pick<FleetInventory, 'get' | 'about'>;
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
    // Who took the lock since may have made the same of the asset, which then is not ours to undo.
    if (lock !== null && lock.fencing_token !== from.fencing_token) {
      const error = 'Not rolled back: another execution has had its lock since.';
      return { from, to: undoFailed(from, at, error) };
    }
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

/**
 * Marks touched assets in one transaction, if the fence is open.
 * @returns the lines as they are then; none where the fence is closed. @throws Conflict
 */
const mark = async (
  deps: BeginUndoDeps,
  execution: Execution,
  order: { readonly touched: readonly ExecutionAsset[]; readonly control: ExecutionControl },
): Promise<readonly ExecutionAsset[]> => {
  if (order.touched.length === 0) return [];
  const step = await planUndo(deps, execution, order.touched);
  const result = await deps.executions.advance({
    ...step,
    org_id: execution.org_id,
    execution_id: execution.id,
    fence: order.control,
    visible: true,
  });
  if (result === 'moved') throw new Conflict(`the ledger of ${execution.id}`);
  return result === 'written' ? step.lines.map(({ to }) => to) : [];
};

/**
 * Begins to undo a batch of touched assets, each at most once and under its lock, behind the same
 * fence as an apply: nothing begins after a pause was acknowledged. The fleet undoes only an asset
 * that still has the version that our change gave it. Repeating it is safe.
 * @throws TransientFailure when the fleet did not answer; the batch goes on at the next call.
 */
export const makeBeginUndo = (deps: BeginUndoDeps) => {
  const loadStep = makeLoadRepeatedStep(deps);
  return (input: BatchRef): Promise<UndoBeginning> =>
    retryOnConflict(async () => {
      const step = await loadStep(input);
      const { execution, control } = step;
      const { action } = await step.plan();
      const range = ordinalsOf(input.batch, undoBatchSizeOf(await step.phase()));
      const found = await deps.executions.linesBetween(input, {
        phase_index: input.phase_index,
        ...range,
      });
      const lines = await settleMarks(deps, execution, found);
      const touched = lines.filter(isTouched);
      const open = lets('undo', execution, control) ? control : null;
      const started = open === null ? [] : await mark(deps, execution, { touched, control: open });
      const marked = started.filter(isUndoing);
      const sent = await sendMarked(deps, execution, { marked, epoch: open?.epoch ?? 0, action });
      if (sent.unanswered) throw new TransientFailure('The fleet gave no answer to some undos');
      if (![...lines, ...sent.lines].some(isUndoing))
        return { outcome: 'finished', wait_seconds: 0 };
      return { outcome: 'begun', wait_seconds: await firstLookSeconds(deps.inventory) };
    });
};
