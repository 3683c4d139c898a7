import { endUnbegun, isApplying, startApply } from '../../domain/execution/asset-line.ts';
import { coolingUntil, takeLock } from '../../domain/execution/asset-lock.ts';
import type { AssetLock, LockTaking, LockWish } from '../../domain/execution/asset-lock.ts';
import type { Execution, ExecutionAsset } from '../../domain/execution/execution.ts';
import { leftSelection } from '../../domain/execution/left-selection.ts';
import { exceededBudget } from '../../domain/execution/failure-budget.ts';
import { lets } from '../../domain/execution/shown-status.ts';
import { failedBefore } from '../../domain/execution/phase-progress.ts';
import type { Plan, PlannedPhase } from '../../domain/plan/plan.ts';
import { Conflict, TransientFailure } from '../../domain/shared/errors.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import type { TaskId } from '../../domain/shared/ids.ts';
import type { BatchRef } from '../../domain/execution/step-ref.ts';
import { firstLookSeconds } from './steps/execution-actions.ts';
import type { ExecutionStore, LineChange, LockStore } from './execution-ports.ts';
import type { Clock } from '../shared/ports.ts';
import type { FleetExecutor, FleetInventory } from './fleet-ports.ts';
import type { PlanStore } from '../planning/planning-ports.ts';
import type { SettingsStore } from '../settings/settings-ports.ts';
import { sendMarked } from './steps/sent-actions.ts';
import { settleMarks } from './steps/settled-marks.ts';
import { retryOnConflict } from '../shared/with-retry.ts';
import { makeLoadRepeatedStep } from './steps/loaded-step.ts';
import type { PhaseStep } from './steps/loaded-step.ts';

export interface BeginBatchDeps {
  readonly executions: Pick<ExecutionStore, 'get' | 'control' | 'lines' | 'advance'>;
  readonly locks: Pick<LockStore, 'read'>;
  readonly plans: Pick<PlanStore, 'get'>;
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly fleet: FleetExecutor;
  readonly inventory: Pick<FleetInventory, 'get' | 'about'>;
  readonly clock: Clock;
}

export interface BatchBeginning {
  /** `stopped`: nothing of the batch is in flight, and nothing may begin now. */
  readonly outcome: 'begun' | 'stopped' | 'finished';
  readonly wait_seconds: number;
}

interface Order {
  readonly pending: readonly ExecutionAsset[];
  readonly epoch: number;
  readonly selector: Plan['selector'];
}

/** The lock as it is taken for a change, or why the asset can't be changed now. */
const takeForChange = (
  stored: AssetLock | null,
  wish: LockWish & { readonly taskId: TaskId; readonly cooldownSeconds: number },
): { readonly taken: LockTaking } | { readonly refused: string } => {
  const result = takeLock(stored, wish);
  if ('heldBy' in result) return { refused: `Locked by ${result.heldBy}; nothing was done.` };
  const until = coolingUntil(stored, wish);
  if (until === null) return result;
  return { refused: `Cooling down after a change until ${toTimestamp(until)}; nothing was done.` };
};

/** How those lines end whose assets were taken out of what was asked for, by their ids. */
const leftOut = async (
  { inventory }: BeginBatchDeps,
  { org_id: org }: Execution,
  { ids, selector }: { readonly ids: readonly string[]; readonly selector: Plan['selector'] },
) => {
  const assets = await inventory.get(org, ids);
  return new Map(assets.map((asset) => [asset.asset_id as string, leftSelection(asset, selector)]));
};

/**
 * The batch's next step: each asset is started under its lock, or ends with the reason why not. Whether
 * it still is one that was asked for is looked at right before.
 */
const planStart = async (
  deps: BeginBatchDeps,
  execution: Execution,
  { pending, selector }: Pick<Order, 'pending' | 'selector'>,
): Promise<{ readonly lines: readonly LineChange[]; readonly locks: readonly LockTaking[] }> => {
  const ids = pending.map((line) => line.asset_id);
  const { org_id: org, id: executionId, task_id: taskId } = execution;
  const [stored, { cooldown_seconds: cooldownSeconds }, left] = await Promise.all([
    deps.locks.read(org, ids),
    deps.settings.get(org),
    leftOut(deps, execution, { ids, selector }),
  ]);
  const now = deps.clock.now();
  const at = toTimestamp(now);
  const taken: LockTaking[] = [];
  const lines = pending.map((from): LineChange => {
    const ended = left.get(from.asset_id);
    if (ended) return { from, to: endUnbegun(from, at, ended) };
    const lock = stored.find((candidate) => candidate.asset_id === from.asset_id) ?? null;
    const wish = { assetId: from.asset_id, executionId, taskId, cooldownSeconds, now };
    const result = takeForChange(lock, wish);
    if ('refused' in result) {
      const end = { status: 'failed', error: result.refused } as const;
      return { from, to: endUnbegun(from, at, end) };
    }
    taken.push(result.taken);
    return { from, to: startApply(from, at, result.taken.to.fencing_token) };
  });
  return { lines, locks: taken };
};

/**
 * Marks the pending assets of a batch in one transaction, if the fence is open.
 * @returns the lines as they are then, or null where the fence is closed. @throws Conflict
 */
const mark = async (
  deps: BeginBatchDeps,
  execution: Execution,
  order: Order,
): Promise<readonly ExecutionAsset[] | null> => {
  if (order.pending.length === 0) return [];
  const step = await planStart(deps, execution, order);
  const result = await deps.executions.advance({
    ...step,
    org_id: execution.org_id,
    execution_id: execution.id,
    fence: { desired: 'run', epoch: order.epoch },
    visible: true,
  });
  if (result === 'moved') throw new Conflict(`the ledger of ${execution.id}`);
  return result === 'written' ? step.lines.map(({ to }) => to) : null;
};

const isBudgetSpent = (
  scene: { readonly execution: Execution; readonly plan: Plan; readonly phase: PlannedPhase },
  lines: readonly ExecutionAsset[],
  index: number,
): boolean =>
  exceededBudget({
    phase: { name: scene.phase.name, threshold: scene.phase.failure_threshold },
    lines,
    budget: scene.plan.failure_budget,
    totalAssets: scene.plan.total_assets,
    failedBefore: failedBefore(scene.execution, index),
  }) !== null;

/** The assets of a batch as they are, with its unfinished marks settled, and what may begin of it. */
const lookAt = async (deps: BeginBatchDeps, step: PhaseStep, ref: BatchRef) => {
  const { execution } = step;
  const [plan, phase] = [await step.plan(), await step.phase()];
  const lines = await deps.executions.lines(ref, ref.phase_index);
  const own = await settleMarks(
    deps,
    execution,
    lines.filter((line) => line.batch === ref.batch),
  );
  const isSpent = isBudgetSpent({ execution, plan, phase }, lines, ref.phase_index);
  return { own, isSpent, pending: own.filter((line) => line.status === 'pending') };
};

const isPending = (line: ExecutionAsset): boolean => line.status === 'pending';

/**
 * Begins a batch: one transaction takes control's word, the locks and the ledger lines, which marks
 * them; then what an undo needs is captured and stored, control is asked again and the fleet is asked
 * to act. A repetition goes through the
 * same transaction: it sends nothing that an earlier call marked. No asset is begun after a pause
 * or cancel was acknowledged, nor once the failure budget is spent.
 * @throws Rejection `plan-digest-mismatch` before anything is begun.
 * @throws TransientFailure when the fleet did not answer; the batch goes on at the next call.
 */
export const makeBeginBatch = (deps: BeginBatchDeps) => {
  const loadStep = makeLoadRepeatedStep(deps);
  return (input: BatchRef & { readonly epoch: number }): Promise<BatchBeginning> =>
    retryOnConflict(async () => {
      const step = await loadStep(input);
      const { execution, control } = step;
      const { action, selector } = await step.plan();
      const { own, isSpent, pending } = await lookAt(deps, step, input);

      const isOpen = control.epoch === input.epoch && lets('apply', execution, control);
      const started =
        isSpent || !isOpen
          ? null
          : await mark(deps, execution, { pending, epoch: input.epoch, selector });
      const marked = (started ?? []).filter(isApplying);
      const sent = await sendMarked(deps, execution, { marked, epoch: input.epoch, action });
      if (sent.unanswered) throw new TransientFailure('The fleet gave no answer to some actions');

      const now = [...own.filter((line) => line.status !== 'pending'), ...sent.lines];
      if (now.some(isApplying)) {
        return { outcome: 'begun', wait_seconds: await firstLookSeconds(deps.inventory) };
      }
      const isLeft = started === null ? pending.length > 0 : sent.lines.some(isPending);
      return { outcome: isLeft ? 'stopped' : 'finished', wait_seconds: 0 };
    });
};
