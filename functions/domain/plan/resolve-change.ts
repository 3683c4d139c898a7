import type { BoundAction, CatalogueAction, ResolveRequest } from '../action/action.ts';
import type { Asset } from '../fleet/asset.ts';

export interface ChangeRequest extends ResolveRequest {
  readonly action: CatalogueAction;
}

export interface SortedAssets {
  readonly eligible: readonly Asset[];
  readonly excluded: readonly { readonly asset: Asset; readonly reason: string }[];
}

export type ResolvedChange =
  | ({ readonly kind: 'resolved'; readonly bound: BoundAction } & SortedAssets)
  | { readonly kind: 'refused'; readonly reason: string };

const noneAffected = ({ assets }: ChangeRequest, reason: string): ResolvedChange => ({
  kind: 'resolved',
  bound: {
    parameters: {},
    eligibility: () => ({ kind: 'eligible' }),
    after: () => ({ refused: `ineligible: ${reason}` }),
  },
  eligible: [],
  excluded: assets.map((asset) => ({ asset, reason })),
});

const sortAssets = (
  { assets, facts }: Pick<ChangeRequest, 'assets' | 'facts'>,
  bound: BoundAction,
): SortedAssets => {
  const eligible: Asset[] = [];
  const excluded: { asset: Asset; reason: string }[] = [];
  for (const asset of assets) {
    const verdict = bound.eligibility(asset, facts);
    if (verdict.kind === 'eligible') eligible.push(asset);
    else excluded.push({ asset, reason: verdict.reason });
  }
  return { eligible, excluded };
};

/**
 * Turns a proposed action into parameters that name only what the inventory holds, and sorts the
 * assets by eligibility.
 */
export const resolveChange = (request: ChangeRequest): ResolvedChange => {
  const { action } = request;
  const resolution = action.resolve(request);
  if (resolution.kind === 'refused') return resolution;
  if (resolution.kind === 'none_affected') return noneAffected(request, resolution.reason);
  const bound = action.bind(resolution.parameters);
  return bound === null
    ? { kind: 'refused', reason: `The parameters do not fit the action ${action.type}.` }
    : { kind: 'resolved', bound, ...sortAssets(request, bound) };
};
