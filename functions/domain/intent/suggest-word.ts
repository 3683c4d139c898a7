import type { FleetVocabulary } from '../fleet/fleet-vocabulary.ts';
import type { FleetWords } from '../fleet/fleet-words.ts';
import { wordKey } from '../fleet/word-forms.ts';
import type { Claims } from './claims.ts';
import { nearestNames } from './nearest-names.ts';
import { makeSlipsOf } from './one-slip.ts';
import type { SlipsOf } from './one-slip.ts';
import type { Doubt, ReadContext } from './read-context.ts';
import type { Unclear } from './reading.ts';

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
/** Names that are looked up among the fleet's: each is compared with many. */
const mostNames = 3;

/** Words in place of others that may be meant, the likeliest first. */
export type Suggestion = NonNullable<Unclear['suggestion']>;

const suggested = (
  { start, end }: Pick<Suggestion, 'start' | 'end'>,
  [word, ...others]: readonly string[],
): Suggestion | null =>
  word === undefined ? null : { start, end, word, ...(others.length > 0 && { others }) };

/** The first doubt of which the spelling may be the cause, with what may be meant. */
export const suggestionFor = (
  claims: Claims,
  doubts: readonly Doubt[],
  context: ReadContext,
): Suggestion | null => {
  let names = 0;
  for (const { from, to, names: isName = false, instead = [] } of doubts) {
    const first = claims.text.tokens[from];
    const last = claims.text.tokens[to - 1];
    if (first === undefined || last === undefined) continue;
    const place = { start: first.start, end: last.end };
    if (instead.length > 0) return suggested(place, instead);
    if (place.end - place.start > longest) continue;
    const text = wordKey(claims.text.source.slice(place.start, place.end));
    names += Number(isName);
    const near = isName && names <= mostNames ? nearestNames(text, context.fleet) : [];
    const word = isName ? null : suggestWord(text, context);
    const found = suggested(place, word === null ? near : [word]);
    if (found !== null) return found;
  }
  return null;
};
