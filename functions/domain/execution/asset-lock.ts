import * as z from 'zod';
import { AssetId, ExecutionId, TaskId } from '../shared/ids.ts';

/**
 * The right to change one asset. The fencing token grows each time that the lock is taken and is
 * never given twice, also not after a release; `held_by` is null while the asset is free.
 */
export const AssetLock = z
  .strictObject({
    asset_id: AssetId,
    held_by: ExecutionId.nullable(),
    fencing_token: z.int().min(1),
    /** Milliseconds since the epoch; a lock past its lease may be taken over. */
    leased_until: z.int().min(0),
    /** The last execution that changed the asset and let it go: when it did, and for which task. */
    last_change: z.strictObject({ at: z.int(), task_id: TaskId }).readonly().nullable(),
  })
  .readonly();
export type AssetLock = z.infer<typeof AssetLock>;

/**
 * Longer than a rollout works without a pause. A lease that ran out during a long hold lets others
 * in; what they change is then kept from our undo by its compare-and-swap.
 */
const leaseSeconds = 24 * 3_600;

export interface LockTaking {
  /** The stored lock that is replaced, null where there is none. */
  readonly from: AssetLock | null;
  readonly to: AssetLock;
}

export interface LockWish {
  readonly assetId: AssetId;
  readonly executionId: ExecutionId;
  readonly now: number;
}

/** The lock as the execution takes it, or who holds it. */
export const takeLock = (
  stored: AssetLock | null,
  wish: LockWish,
): { readonly taken: LockTaking } | { readonly heldBy: ExecutionId } => {
  const { assetId, executionId, now } = wish;
  if (stored?.held_by && stored.held_by !== executionId && stored.leased_until > now) {
    return { heldBy: stored.held_by };
  }
  const to: AssetLock = {
    asset_id: assetId,
    held_by: executionId,
    fencing_token: (stored?.fencing_token ?? 0) + 1,
    leased_until: now + leaseSeconds * 1_000,
    last_change: stored?.last_change ?? null,
  };
  return { taken: { from: stored, to } };
};

/**
 * When an asset may be changed for a task, in milliseconds since the epoch, if that is later than
 * now; null when it may be at once. A retry of the same task need not wait.
 */
export const coolingUntil = (
  stored: AssetLock | null,
  wish: { readonly taskId: TaskId; readonly cooldownSeconds: number; readonly now: number },
): number | null => {
  const change = stored?.last_change;
  if (!change || change.task_id === wish.taskId) return null;
  const until = change.at + wish.cooldownSeconds * 1_000;
  return until > wish.now ? until : null;
};
