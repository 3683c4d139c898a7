import type { Asset } from '../fleet/asset.ts';
import { fitsCriteria } from '../plan/fits-criteria.ts';
import { setExcludedAside } from '../plan/select-assets.ts';
import type { Selector } from '../task/task-spec.ts';

/**
 * How the line of an asset ends that its owners took out of what was asked for since the plan was made,
 * as by another tag; null where it still is one of those. It is skipped, as one that is gone: nothing
 * failed, and the change goes on without it. One of another environment is no matter of choice and left
 * to `driftOf`.
 */
export const leftSelection = (
  asset: Asset | null,
  selector: Selector,
): { readonly status: 'skipped'; readonly error: string } | null => {
  if (asset === null || asset.environment !== selector.environment) return null;
  if (!fitsCriteria(asset, selector)) {
    return {
      status: 'skipped',
      error: 'Not one of the assets that were asked for any more; nothing was done.',
    };
  }
  const [left] = setExcludedAside([asset], selector).excluded;
  if (left === undefined) return null;
  return {
    status: 'skipped',
    error: `${left.reason} It was not when the plan was made; nothing was done.`,
  };
};
