import type { Asset } from '../fleet/asset.ts';
import { digestOf } from '../shared/canonical.ts';
import type { Digest } from '../shared/ids.ts';
import type { AssetAspect } from './after.ts';

/** What an action touches of an asset: some aspects, and of its tags just the named ones. */
export interface Touched {
  readonly aspects: readonly AssetAspect[];
  readonly tags: readonly string[];
}

type View = (asset: Pick<Asset, AssetAspect>, tags: readonly string[]) => unknown;

const inOrder = (words: readonly string[]): string[] => [...new Set(words)].sort();

/** Each aspect as it counts: what is a set has no order, and a tag that is not there is told as null. */
const views = {
  image: ({ image }) => image,
  patch_state: ({ patch_state }) => patch_state,
  missing_cves: ({ missing_cves }) => inOrder(missing_cves),
  state: ({ state }) => state,
  tags: ({ tags }, names) =>
    inOrder(names).map((name) => [name, Object.hasOwn(tags, name) ? tags[name] : null]),
} as const satisfies Readonly<Record<AssetAspect, View>>;

/**
 * The digest of exactly what is touched of an asset. It differs as soon as anything of that differs,
 * and stays the same whatever else of the asset changes.
 */
export const touchedDigestOf = (
  asset: Pick<Asset, AssetAspect>,
  { aspects, tags }: Touched,
): Digest =>
  digestOf(Object.fromEntries(aspects.map((aspect) => [aspect, views[aspect](asset, tags)])));

/** An asset as the plan saw it. Plans of an earlier version have no digest. */
export interface SeenAsset {
  readonly version: string;
  readonly touched_digest?: Digest | undefined;
}

/**
 * Whether an asset has changed in what the plan's action touches. `touched` is the digest of the
 * asset as it is now. Where a digest is not there, of the plan or of an action whose effect no asset
 * shows, any change counts.
 */
export const hasMoved = (
  seen: SeenAsset,
  now: { readonly version: string; readonly touched: Digest | null },
): boolean =>
  seen.touched_digest === undefined || now.touched === null
    ? now.version !== seen.version
    : now.touched !== seen.touched_digest;
