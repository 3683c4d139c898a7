import type { FleetVocabulary } from '../fleet/fleet-vocabulary.ts';
import type { FleetWords } from '../fleet/fleet-words.ts';
import { wordKey } from '../fleet/word-forms.ts';
import type { Claims } from './claims.ts';
import { makeSlipsOf } from './one-slip.ts';
import type { SlipsOf } from './one-slip.ts';
import type { Doubt, ReadContext } from './read-context.ts';

const namesOf = ({ words, fleet }: Pick<ReadContext, 'words' | 'fleet'>): readonly string[] =>
  [
    ...[words.environments, words.roles, fleet.roles, fleet.services, words.platforms],
    ...[words.regions, fleet.names, fleet.zones],
  ].flatMap((names) => [...names.keys()]);

/** A fleet has many names and stays the same for minutes: its index is made once. */
const indexes = new WeakMap<FleetVocabulary, WeakMap<FleetWords, SlipsOf>>();

const indexOf = (context: ReadContext): SlipsOf => {
  const ofFleet = indexes.get(context.fleet) ?? new WeakMap<FleetWords, SlipsOf>();
  indexes.set(context.fleet, ofFleet);
  const index = ofFleet.get(context.words) ?? makeSlipsOf(namesOf(context));
  ofFleet.set(context.words, index);
  return index;
};

/** A word of the org or its fleet that one slip of the keyboard turns into this one; null where there is none. */
const suggestWord = (word: string, context: ReadContext): string | null =>
  [...indexOf(context)(word)].sort()[0] ?? null;

/** No name is longer, so that a clause in doubt is not looked up. */
const longest = 100;

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
    if (last.end - first.start > longest) continue;
    const text = wordKey(claims.text.source.slice(first.start, last.end));
    const word = suggestWord(text, context);
    if (word !== null) return { start: first.start, end: last.end, word };
  }
  return null;
};
