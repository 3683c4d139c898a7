import { cleanText } from '../task/clean-text.ts';
import type { Claims } from './claims.ts';

/** The words as they were sent, in quotation marks, cut to 80 characters. */
export const quoted = (
  { text: { source, tokens, chunks } }: Claims,
  { from, to }: { readonly from: number; readonly to: number },
): string => {
  const start = tokens[from]?.start ?? 0;
  const last = tokens[Math.max(from, to - 1)];
  const chunk = chunks[last?.chunk ?? -1];
  // "web-*" ends with what is no word, and is quoted whole.
  const end = (chunk?.to === to ? chunk.end : last?.end) ?? source.length;
  return `“${cleanText(source.slice(start, end), 80)}”`;
};
