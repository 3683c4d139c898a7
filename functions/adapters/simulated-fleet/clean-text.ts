import type { Asset } from '../../domain/fleet/asset.ts';

const longestText = 256;

/** Control, format (bidirectional and invisible ones among them) and unpaired surrogate characters. */
const unwelcome = /[\p{Cc}\p{Cf}\p{Cs}]/gu;

/** Text that someone else wrote, fit to be shown: no character that hides or turns others, and short. */
const cleanText = (text: string): string => {
  const shown = text.replace(unwelcome, '');
  return shown.length <= longestText ? shown : `${shown.slice(0, longestText - 1).trimEnd()}…`;
};

/** The asset with the texts that its owners wrote made fit to be shown; one without a name has its id. */
export const cleanAsset = (asset: Asset): Asset => ({
  ...asset,
  name: cleanText(asset.name).trim() || asset.asset_id,
  tags: Object.fromEntries(
    Object.entries(asset.tags).map(([key, value]) => [cleanText(key), cleanText(value)]),
  ),
});
