import { wordKey } from '../fleet/word-forms.ts';
import type { Claims } from './claims.ts';
import { isOneSlip } from './one-slip.ts';
import type { Doubt, ReadContext } from './read-context.ts';

/** A word of the org or its fleet that one slip of the keyboard turns into this one; null where there is none. */
const suggestWord = (word: string, { words, fleet }: ReadContext): string | null => {
  const known = [
    ...[words.environments, words.roles, fleet.roles, fleet.services, words.platforms],
    ...[words.regions, fleet.names, fleet.zones],
  ].flatMap((names) => [...names.keys()]);
  return known.filter((one) => isOneSlip(word, one)).sort()[0] ?? null;
};

/** The first doubt of which the spelling may be the cause, with the word that may be meant. */
export const suggestionFor = (
  claims: Claims,
  doubts: readonly Doubt[],
  context: ReadContext,
): { readonly start: number; readonly end: number; readonly word: string } | null => {
  for (const { from, to } of doubts) {
    const first = claims.text.tokens[from];
    const last = claims.text.tokens[to - 1];
    if (first === undefined || last === undefined) continue;
    const text = wordKey(claims.text.source.slice(first.start, last.end));
    const word = suggestWord(text, context);
    if (word !== null) return { start: first.start, end: last.end, word };
  }
  return null;
};
