import * as z from 'zod';
import { AssetId, ExecutionId } from '../shared/ids.ts';

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
  })
  .readonly();
export type AssetLock = z.infer<typeof AssetLock>;

/**
 * Longer than a rollout works without a pause. A lease that ran out during a long hold lets others
 * in; what they change is then kept from our undo by its compare-and-swap.
 */
export const leaseSeconds = 24 * 3_600;

export interface LockTaking {
  /** The stored lock that is replaced, null where there is none. */
  readonly from: AssetLock | null;
  readonly to: AssetLock;
}

/** The lock as the execution takes it, or who holds it. */
export const takeLock = (
  stored: AssetLock | null,
  wish: { readonly assetId: AssetId; readonly executionId: ExecutionId; readonly now: number },
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
  };
  return { taken: { from: stored, to } };
};
