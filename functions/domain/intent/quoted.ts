import { cleanText } from '../task/clean-text.ts';
import type { Claims } from './claims.ts';

/** The words as they were sent, in quotation marks, cut to 80 characters. */
export const quoted = (
  { text: { source, tokens } }: Claims,
  { from, to }: { readonly from: number; readonly to: number },
): string => {
  const start = tokens[from]?.start ?? 0;
  const end = tokens[Math.max(from, to - 1)]?.end ?? source.length;
  return `“${cleanText(source.slice(start, end), 80)}”`;
};
