import type { Captured } from '../../application/execution/fleet-ports.ts';
import type { Asset } from '../../domain/fleet/asset.ts';
import type { PlannedAction } from '../../domain/plan/plan.ts';

/** The state before an action; tags only where the action sets them, so that an undo leaves others' alone. */
export const capturedOf = (asset: Asset, action: Pick<PlannedAction, 'type'>): Captured => ({
  image: asset.image,
  patch_state: asset.patch_state,
  missing_cves: [...asset.missing_cves],
  state: asset.state,
  version: asset.version,
  ...(action.type === 'tag' || action.type === 'resize' ? { tags: { ...asset.tags } } : {}),
});
