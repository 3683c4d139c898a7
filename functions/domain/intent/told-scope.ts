import type { Criteria } from '../task/task-spec.ts';
import type { TaskType } from '../task/task-type.ts';
import type { Claims } from './claims.ts';
import { coveredBy } from './covered-by.ts';
import type { Doubt } from './read-context.ts';
import { mergeCriteria } from './readers/merge-criteria.ts';
import type { FoundScope } from './readers/read-scope.ts';
import type { Words } from './read-words.ts';
import { isTaskWord } from './task-model.ts';
import { readOffLimits, telling, weighty } from './told-clauses.ts';
import type { Place } from './covered-by.ts';

/** What a request tells beside what it asks for. */
export interface Told {
  /** Sentences and clauses that ask for nothing. */
  readonly told: readonly Place[];
  /** Where clauses begin that ask for something. */
  readonly heads: readonly number[];
  readonly type: TaskType;
}

const wordsIn = ({ text: { tokens } }: Claims, { from, to }: Place): string =>
  tokens
    .slice(from, to)
    .map(({ text }) => text)
    .join(' ');

const adds = /\b(?:also|too|as well|likewise|same)\b/u;
/** "Last week" orders nothing, as "the databases last" does. */
const span =
  /\b(?:last|next) (?:night|week|weekend|month|quarter|year|time|release|sprint|scan|run)\b/gu;
/** "App servers that are old" names machines, and tells nothing of them. */
const relative = /\b(?:that|which|who|whose)\b.*$/u;
const sentenceEnd = /^[.;!?]$/u;

const toldOnly = 'is only told of: say “and” or “except” beside what is asked for';
const offLimits =
  'tells that something must not be touched: say what is left out, as in “except the databases”';

/** Whether a clause may narrow, widen or hold back what is asked for. */
const bears = (text: string): boolean => {
  const plain = text.replace(span, ' ');
  return weighty.test(plain) || adds.test(plain);
};

/** "We patched the databases". */
const did =
  /\b(?:we|they|i|he|she|it|you|somebody|someone|team|colleagues?) (?:already |just |recently |also )*[a-z]+ed\b/u;

/** Whether words say what is or was. */
const states = (text: string): boolean => telling.test(text) || did.test(text);

/** "Web, app servers that are old": one more of a list, and nothing is told of it. */
const isListed = (text: string): boolean =>
  relative.test(text) && !bears(text) && !states(text.replace(relative, ''));

/** Whether criteria name more than the others do, of a kind that those name. */
const widens = (criteria: Criteria, asked: Criteria): boolean => {
  const merged = mergeCriteria(asked, criteria);
  return (Object.keys(asked) as (keyof Criteria)[]).some(
    (key) => (merged[key]?.length ?? 0) > (asked[key]?.length ?? 0),
  );
};

const sumOf = (found: readonly FoundScope[]): Criteria =>
  found.reduce<Criteria>((sum, { criteria }) => mergeCriteria(sum, criteria), {});

/** The places where a sentence has asked for something already: what stands there may be one more of a list. */
const afterAsk = ({ text: { tokens } }: Claims, heads: readonly number[]): readonly boolean[] => {
  const isHead = new Set(heads);
  let asked = false;
  return tokens.map(({ text }, at) => {
    asked = sentenceEnd.test(text) ? false : asked || isHead.has(at);
    return asked;
  });
};

interface Clause {
  readonly place: Place;
  readonly found: readonly FoundScope[];
}

/** The clauses that tell something of assets, in their order, and what is asked for beside them. */
const partsOf = (
  { claims, found }: Words,
  { told, isAfterAsk }: Pick<Told, 'told'> & { readonly isAfterAsk: readonly boolean[] },
): { readonly asked: readonly FoundScope[]; readonly clauses: readonly Clause[] } => {
  const tells = told.filter(
    (place) => isAfterAsk[place.from] !== true || !isListed(wordsIn(claims, place)),
  );
  const covered = coveredBy(claims.text.tokens.length, tells);
  const asked: FoundScope[] = [];
  const byClause = new Map<Place, FoundScope[]>();
  for (const one of [...found].sort((left, right) => left.from - right.from)) {
    const place = covered[one.from]?.[0];
    if (place === undefined) asked.push(one);
    else {
      const of = byClause.get(place) ?? [];
      byClause.set(place, of);
      of.push(one);
    }
  }
  return { asked, clauses: [...byClause].map(([place, of]) => ({ place, found: of })) };
};

/**
 * The words of a change without the assets that are only told of, so that no told clause makes it wider.
 * What keeps off machines, and what may or may not be one more of those that are asked for, is a doubt.
 */
export const withoutTold = (words: Words, { told, heads, type }: Told): Words => {
  const { claims } = words;
  const isAfterAsk = afterAsk(claims, heads);
  const { asked, clauses } = partsOf(words, { told, isAfterAsk });
  const own = sumOf(asked);
  const doubts: Doubt[] = readOffLimits(claims)
    // A drill may play through what is told of elsewhere: "blackout test".
    .filter(({ from }) => !isTaskWord(claims.text.wordAt(from), type))
    .map((place) => ({ ...place, reason: offLimits }));
  let criteria = own;
  const kept = [...asked];
  for (const { place, found } of clauses) {
    const more = sumOf(found);
    const text = wordsIn(claims, place);
    const isAside = states(text) && !bears(text) && isAfterAsk[place.from] !== true;
    if (!widens(more, criteria)) {
      criteria = mergeCriteria(criteria, more);
      kept.push(...found);
    } else if (isAside && widens(more, own))
      for (const { from, to } of found) claims.retake({ from, to, as: 'reference', value: 'told' });
    else doubts.push({ from: place.from, to: place.to, reason: toldOnly });
  }
  const ofNames = [...new Set(kept.flatMap(({ environments }) => environments))].sort();
  return {
    ...words,
    criteria,
    found: kept,
    place: { ...words.place, ofNames },
    doubts: [...words.doubts, ...doubts],
  };
};
