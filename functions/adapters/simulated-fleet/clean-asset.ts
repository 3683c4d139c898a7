import type { Asset, UnmanagedAsset } from '../../domain/fleet/asset.ts';
import { cleanText } from '../../domain/task/clean-text.ts';

/** Longest text of an owner that is shown, in characters. */
const longestText = 256;

const shown = (text: string): string => cleanText(text, longestText);

/** The asset with the texts that its owners wrote made fit to be shown; one without a name has its id. */
export const cleanAsset = (asset: Asset): Asset => ({
  ...asset,
  name: shown(asset.name) || asset.asset_id,
  tags: Object.fromEntries(
    Object.entries(asset.tags).map(([key, value]) => [shown(key), shown(value)]),
  ),
});

/** The same for one that is not managed. */
export const cleanUnmanaged = (asset: UnmanagedAsset): UnmanagedAsset => ({
  asset_id: asset.asset_id,
  name: shown(asset.name) || asset.asset_id,
  reason: shown(asset.reason),
});
