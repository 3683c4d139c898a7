import * as z from 'zod';
import type { Vulnerability } from '../fleet/asset.ts';
import { cleanText } from '../task/clean-text.ts';

/** One thing that an action changes of an asset; `from` is null where nothing was, or nobody knows. */
export const AssetChange = z
  .strictObject({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() })
  .readonly();
export type AssetChange = z.infer<typeof AssetChange>;

/** What telling changes may look at beside the asset. */
export interface ChangeFacts {
  readonly vulnerabilities: readonly Vulnerability[];
}

/** What an action makes of one asset, for people: told before it happens, and held to when it does. */
export interface AssetEffect {
  readonly changes: readonly AssetChange[];
  /** Open flaws that are closed by it. */
  readonly cve_ids: readonly string[];
}

export const noEffect: AssetEffect = { changes: [], cve_ids: [] };

const longest = 128;

const told = (text: string | null): string | null =>
  text === null ? null : cleanText(text, longest);

/** The effect with text of the inventory as data: cleaned, cut, and each thing once. */
export const toldEffect = ({ changes, cve_ids }: AssetEffect): AssetEffect => {
  const cleaned = changes.map(({ field, from, to }) => ({
    field: cleanText(field, longest),
    from: told(from),
    to: told(to),
  }));
  const seen = new Map(cleaned.map((change) => [JSON.stringify(change), change]));
  return { changes: [...seen.values()], cve_ids: [...new Set(cve_ids)].sort() };
};
