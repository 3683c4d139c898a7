import type { ParsedResult } from 'chrono-node';
import { Temporal } from 'temporal-polyfill';
import type { Claims, Found } from '../claims.ts';
import { coveredBy } from '../covered-by.ts';
import type { ReadContext } from '../read-context.ts';
import type { Place } from '../covered-by.ts';
import { windowOf } from './calendar-times.ts';
import type { NarratedAt } from './narrated-clauses.ts';
import { ruled } from './named-times.ts';
import type { Named } from './named-times.ts';
import { cueBefore } from './time-cues.ts';

/** What has been or is told of: "last night's scan", "found during last week's review", "90 days old". */
export const isTold = (
  { text: { wordAt } }: Claims,
  { from, to }: Found,
  { text }: ParsedResult,
): boolean => {
  const before = wordAt(from - 1);
  const after = wordAt(to);
  if (/^\d+ (?:minute|hour|day|week|month|year)s?$/iu.test(text))
    return before !== 'in' && after !== 'from';
  if (
    !/^(?:last|past|previous|earlier|this (?:morning|month|week|quarter|year|spring|summer|autumn|winter|sprint|release)|yesterday|today|\d+ \w+ ago)/iu.test(
      text,
    )
  )
    return false;
  const possessive = /'s$/u.test(wordAt(to - 1)) || /'s/u.test(text);
  const told =
    /^(?:since|from|by|during|in|of|as|than|like|was|were|found|detected|reported|missed|the|our|noticed|discovered|after|over)$/u;
  return possessive || told.test(before);
};

/** "Good afternoon", "Morning all,": said to people, and no time. */
export const isGreeting = ({ text: { tokens, wordAt } }: Claims, { from, to }: Found): boolean => {
  if (to - from !== 1 || !/^(?:morning|afternoon|evening|day)$/u.test(wordAt(from))) return false;
  const after = tokens[to];
  return (
    wordAt(from - 1) === 'good' ||
    (from === 0 &&
      (after?.kind === 'mark' || /^(?:all|team|folks|everyone|ops|guys)$/u.test(after?.text ?? '')))
  );
};

const longestAgo = 300;

/** "Yesterday", "26 November" on the day after: by its words a time lies behind, however the calendar library turns it. */
const liesBehind = (
  { text: { plain } }: Claims,
  { index, text, start }: ParsedResult,
  { from, now }: { readonly from: Temporal.Instant; readonly now: Temporal.Instant },
): boolean => {
  if (/\b(?:last|past|previous|yesterday|ago|earlier)\b/iu.test(text)) return true;
  if (/\b(?:last|past|previous)$/iu.test(plain.slice(Math.max(0, index - 12), index).trimEnd()))
    return true;
  if (!start.isCertain('month')) return false;
  if (start.isCertain('year')) return Temporal.Instant.compare(from, now) < 0;
  const days = from.until(now.add({ hours: 365 * 24 })).total('days');
  return days > 0 && days < longestAgo;
};

/** "Approved by the CAB on 26 November": the time belongs to what was said before it. */
const belongsToReference = ({ claimAt, text: { wordAt } }: Claims, at: number): boolean => {
  const claim = claimAt(at - 1);
  return (
    claim?.as === 'reference' &&
    /^(?:as|pre|fully|already|[a-z]{3,}ed|cab|ecab)$/u.test(wordAt(claim.from))
  );
};

/**
 * Whether a time is that of something which is told: it stands after "since", beside who approved it, or in a
 * clause that tells of the past. A weekday in such a clause is the last one; a day ahead is none of it.
 */
export const isOfTold = (
  claims: Claims,
  { place, result }: { readonly place: Found; readonly result: ParsedResult },
  {
    narratedAt,
    now,
    timeZone,
  }: Pick<ReadContext, 'now' | 'timeZone'> & { readonly narratedAt: NarratedAt },
): boolean => {
  const { kind, at } = cueBefore(claims, place.from);
  const cue = claims.text.wordAt(at);
  if (kind === 'from' && cue === 'since') return true;
  const { from } = windowOf(result, timeZone);
  const isBehind = liesBehind(claims, result, { from, now: Temporal.Instant.from(now) });
  if (isBehind && belongsToReference(claims, at)) return true;
  const clause = narratedAt(place.from);
  if (clause === null) return false;
  if (isBehind) return true;
  const { start } = result;
  const isWeekday = start.isCertain('weekday') && !start.isCertain('day');
  return isWeekday && kind === null && !clause.isArranging && !/^(?:for|within|during)$/u.test(cue);
};

const obliging =
  /\b(?:contracts?|polic(?:y|ies)|regulators?|regulations?|law|insurers?|insurance|group|standards?|auditors?|supplier|board|dora|iso|bafin|framework|handbook|sla|risk function|certification)\b[^.;!?]*\b(?:obliges?|requires?|demands?|mandates?|prescribes?|stipulates?|expects?|asks?|calls for|wants?|says)\b/u;

/** "The contract obliges us to drill each autumn. Drill staging": how often is somebody's rule, and once is asked for. */
export const isObliged = (
  { text: { tokens, wordAt } }: Claims,
  at: number,
  heads: readonly number[],
): boolean => {
  const ends = (index: number): boolean => /^[.;!?]$/u.test(wordAt(index));
  let from = at;
  while (from > 0 && at - from < 40 && !ends(from - 1)) from -= 1;
  let to = at;
  while (to < tokens.length && to - at < 40 && !ends(to)) to += 1;
  const words = tokens
    .slice(from, at)
    .map(({ text }) => text)
    .join(' ');
  return obliging.test(words) && heads.some((head) => head > to);
};

/** A sentence that tells how fast things have to be, beside one that asks for this. */
export const isRuleTold = (
  { text: { tokens, wordAt } }: Claims,
  { from, fault }: Named,
  heads: readonly number[],
): boolean => {
  if (fault !== ruled) return false;
  let start = from;
  while (start > 0 && from - start < 40 && !/^[.;!?]$/u.test(wordAt(start - 1))) start -= 1;
  let end = from;
  while (end < tokens.length && end - from < 40 && !/^[.;!?]$/u.test(wordAt(end))) end += 1;
  return (
    heads.some((head) => head < start || head > end) &&
    !heads.some((head) => head >= start && head < end)
  );
};

/** What is told of a time binds nothing, unless it tells when something can be done. */
const binding =
  /\b(?:window|slot|available|availability|until|till|deadline|due|earliest|latest|(?:can|may|must|should)(?!')|only|allowed|free|possible|maintenance|wait|scheduled|agreed|settled|arranged|decided|reserved|picked|chose|opted|(?:it|this|that|we) (?:starts?|begins?))\b/u;

const reporting =
  /\b(?:asks?|demands?|requires?|obliges?|says|shows?|showed|complains?|complained|reports?|reported|flags?|fails?|happens|breaks|pages|policy|contract|auditors?|regulator)\b/u;

/** What the told clauses of a request make of the times in them. */
export interface ToldTimes {
  /** Whether a time at a place is told of and binds nothing. */
  readonly isOnlyTold: (at: number) => boolean;
  /** "The contract obliges us to hold a drill each autumn": told by somebody, and not asked for. */
  readonly isReported: (at: number) => boolean;
}

/** Finds for each place of a request whether a time there is only told of. */
export const makeToldTimes = ({ text: { tokens } }: Claims, told: readonly Place[]): ToldTimes => {
  const wordsIn = (from: number, to: number): string =>
    tokens
      .slice(from, to)
      .map(({ text }) => text)
      .join(' ');
  const idle = coveredBy(
    tokens.length,
    told.filter(({ from, to }) => !binding.test(wordsIn(from, to))),
  );
  const all = coveredBy(tokens.length, told);
  return {
    isOnlyTold: (at) => (idle[at]?.length ?? 0) > 0,
    isReported: (at) => all[at]?.some(({ from }) => reporting.test(wordsIn(from, at))) ?? false,
  };
};
