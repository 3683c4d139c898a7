import { hasMoved } from '../action/touched.ts';
import type { Asset } from '../fleet/asset.ts';
import type { Environment } from '../shared/environment.ts';
import type { Digest } from '../shared/ids.ts';
import type { ExecutionAsset } from './execution.ts';

/**
 * How an asset that was not touched yet differs from what the plan saw, or null. Gone is skipped:
 * there is nothing to change. Moved is failed and counts against the budget: what was approved is
 * another asset than this one, and many such mean that the plan is stale. `touched` is the digest of
 * what the plan's action touches of the asset as it is now; null where there is none.
 */
export const driftOf = (
  line: Pick<ExecutionAsset, 'planned_version' | 'touched_digest'>,
  asset: Pick<Asset, 'version' | 'environment'> | null,
  { environment, touched }: { readonly environment: Environment; readonly touched: Digest | null },
): { readonly status: 'failed' | 'skipped'; readonly error: string } | null => {
  if (asset === null) {
    return { status: 'skipped', error: 'Not in the inventory any more; nothing was done.' };
  }
  if (asset.environment !== environment) {
    const error = `Moved from ${environment} to ${asset.environment} since the plan was made; nothing was done.`;
    return { status: 'failed', error };
  }
  const seen = { version: line.planned_version, touched_digest: line.touched_digest };
  if (hasMoved(seen, { version: asset.version, touched })) {
    const error = `Changed since the plan was made (version ${line.planned_version}, now ${asset.version}); nothing was done.`;
    return { status: 'failed', error };
  }
  return null;
};
