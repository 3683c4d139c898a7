import type { CatalogueAction } from '../action/action.ts';
import { hasMoved } from '../action/touched.ts';
import type { Asset } from '../fleet/asset.ts';
import type { Finding } from '../policy/finding.ts';
import type { PlannedAsset, Plan } from './plan.ts';
import { matchesSelector } from './select-assets.ts';

/** Findings name at most this many assets each; their number is always told. */
const namedAssets = 10;

type Fault = 'gone' | 'mismatch' | 'moved';

interface Planned {
  readonly plan: Plan;
  readonly action: CatalogueAction | null;
}

const faultOf = (
  planned: PlannedAsset,
  asset: Asset | undefined,
  { plan, action }: Planned,
): Fault | null => {
  if (asset === undefined) return 'gone';
  if (!matchesSelector(asset, plan.selector)) return 'mismatch';
  const touched = action?.touched(asset, plan.action.parameters) ?? null;
  return hasMoved(planned, { version: asset.version, touched }) ? 'moved' : null;
};

const messages: Readonly<Record<Fault, { readonly code: string; readonly text: string }>> = {
  gone: { code: 'asset-gone', text: 'no longer exist' },
  mismatch: { code: 'asset-mismatch', text: 'no longer match the selector' },
  moved: { code: 'asset-moved', text: 'changed since the plan was made' },
};

export const listIds = (assets: readonly { readonly asset_id: string }[]): string => {
  const named = assets.slice(0, namedAssets).map((asset) => asset.asset_id);
  const more = assets.length - named.length;
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

const findingOf = (kind: Fault, assets: readonly PlannedAsset[], phase: string): Finding => ({
  code: messages[kind].code,
  severity: 'error',
  message: `${assets.length} assets ${messages[kind].text}: ${listIds(assets)}`,
  phase,
  rule: 'drift_safety',
});

/**
 * Whether the fleet is still as the plan saw it: each asset exists, matches the selector, and is as
 * planned in what the action touches. One finding a kind and phase.
 */
export const checkDrift = (
  plan: Plan,
  current: readonly Asset[],
  action: CatalogueAction | null,
): readonly Finding[] => {
  const assets = new Map(current.map((asset) => [asset.asset_id as string, asset]));
  return plan.phases.flatMap((phase) => {
    const faults = { gone: [], mismatch: [], moved: [] } as Record<Fault, PlannedAsset[]>;
    for (const planned of phase.assets) {
      const kind = faultOf(planned, assets.get(planned.asset_id), { plan, action });
      if (kind !== null) faults[kind].push(planned);
    }
    return (Object.keys(messages) as Fault[])
      .filter((kind) => faults[kind].length > 0)
      .map((kind) => findingOf(kind, faults[kind], phase.name));
  });
};
