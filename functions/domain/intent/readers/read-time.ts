import { Temporal } from 'temporal-polyfill';
import type { Timestamp } from '../../shared/ids.ts';
import type { Claims, Found } from '../claims.ts';
import type { Doubt, ReadContext } from '../read-context.ts';
import type { Place } from '../covered-by.ts';
import { askedSpans } from './asked-spans.ts';
import { parsedIn, placeOf, stamp, windowOf } from './calendar-times.ts';
import { makeNarratedAt } from './narrated-clauses.ts';
import { hourOf, limitsIn, namedBy, nightsIn, spokenIn } from './named-times.ts';
import type { Bounds, Named } from './named-times.ts';
import { narrowerBounds } from './narrower-bounds.ts';
import type { NarratedAt } from './narrated-clauses.ts';
import type { SpeechAct } from './read-speech-act.ts';
import { cueBefore } from './time-cues.ts';
import {
  endOfDay,
  hourless,
  idle,
  isSpoken,
  monthly,
  oneTime,
  patchTuesday,
  periodic,
  periodical,
  recurrence,
  release,
  serviceLevel,
  spans,
  standing,
  toldTimes,
  vague,
} from './time-words.ts';
import {
  isGreeting,
  isObliged,
  isOfTold,
  isRuleTold,
  isTold,
  makeToldTimes,
} from './told-times.ts';
import type { ToldTimes } from './told-times.ts';

/** The times that a request names. */
export interface TimeReading {
  readonly not_before: Timestamp | null;
  readonly not_after: Timestamp | null;
  readonly doubts: readonly Doubt[];
}

const recurring = (claims: Claims, pattern: RegExp, reason: string): readonly Doubt[] =>
  claims.findFree(pattern).map(({ from, to }) => {
    claims.take({ from, to, as: 'time', value: null });
    return { from, to, reason };
  });

/** Takes times that belong to the name of something: "last night's scan", "the October patches". */
const takeNames = (claims: Claims): void => {
  const isAlways = claims.find(recurrence).length > 1;
  for (const [pattern, value] of [
    [toldTimes, null],
    [serviceLevel, null],
    [patchTuesday, 'release'],
    [release, 'release'],
    [monthly, 'release'],
    ...(isAlways ? [] : [[periodical, 'its name'] as const, [periodic, 'its name'] as const]),
  ] as const)
    for (const { from, to } of claims.findFree(pattern))
      claims.take({ from, to, as: 'reference', value });
};

interface Read extends Bounds {
  /** Where the end was named. */
  readonly afterAt: Place | null;
  readonly doubts: readonly Doubt[];
}

const second = 'is a second time beside another';
const turned = 'ends before it begins';

/** Takes a named time and adds it to those that are read. */
const takeNamed = (
  claims: Claims,
  named: Named,
  { read, timeZone }: { readonly read: Read; readonly timeZone: string },
): Read => {
  const { from, to, bounds, fault } = named;
  const hour = hourOf(read, named, timeZone);
  const both = narrowerBounds(bounds, read);
  const isSecond =
    both === null &&
    ((bounds.before !== null && read.before !== null && hour === null) ||
      (bounds.after !== null && read.after !== null));
  const before = both?.before ?? hour ?? bounds.before ?? read.before;
  const after = both?.after ?? bounds.after ?? read.after;
  const isTurned =
    !isSecond && before !== null && after !== null && Temporal.Instant.compare(after, before) <= 0;
  const value = [
    ...(before === null ? [] : [`not_before=${stamp(before)}`]),
    ...(after === null ? [] : [`not_after=${stamp(after)}`]),
  ].join(' ');
  claims.take({ from, to, as: 'time', value });
  return {
    before,
    after,
    afterAt: bounds.after === null ? read.afterAt : { from, to },
    doubts: [
      ...read.doubts,
      ...(fault === null ? [] : [{ from, to, reason: fault }]),
      ...(isSecond ? [{ from, to, reason: second }] : []),
      ...(isTurned ? [{ from, to, reason: turned }] : []),
    ],
  };
};

/** "By Wed": where a day stands, its short name is one; elsewhere "sun" and "sat" are words. */
const isDayByCue = (
  { text: { tokens, wordAt } }: Claims,
  { from, to }: Found,
  text: string,
): boolean =>
  /^(?:mon|wed|fri|sat|sun)$/iu.test(text) &&
  /^(?:by|before|until|till|next|this|from|since|after)$/u.test(wordAt(from - 1)) &&
  (tokens[to] === undefined ||
    tokens[to].kind === 'mark' ||
    /^(?:at|and|please|pls|latest)$/u.test(tokens[to].text));

/**
 * Hands over the times that the calendar library and people's own words name, in that order, one after
 * another, since each is taken before the next is read; what is only told of is taken for that.
 */
const eachNamed = (
  claims: Claims,
  context: ReadContext,
  {
    isOnlyTold,
    narratedAt,
    heads,
    take,
  }: ToldTimes & {
    readonly narratedAt: NarratedAt;
    readonly heads: readonly number[];
    readonly take: (named: Named) => void;
  },
): void => {
  const tell = ({ from, to }: Place): void => {
    claims.take({ from, to, as: 'reference', value: null });
  };
  for (const named of [...nightsIn(claims, context), ...limitsIn(claims, context)]) {
    const isTelling = isOnlyTold(named.from) || narratedAt(named.from) !== null;
    if (isTelling || isRuleTold(claims, named, heads)) tell(named);
    else if (claims.isFree(named.to - 1)) take(named);
  }
  for (const result of parsedIn(claims, context, true)) {
    const text = result.text.trim();
    const place = placeOf(claims, result);
    if (place === null || isSpoken.test(text)) continue;
    if (idle.test(text) && !isDayByCue(claims, place, text)) continue;
    if (!claims.isFree(place.from, place.to) || isGreeting(claims, place)) continue;
    if (isOfTold(claims, { place, result }, { ...context, narratedAt }))
      tell({ from: cueBefore(claims, place.from).at, to: place.to });
    else if (isTold(claims, place, result) || isOnlyTold(place.from)) tell(place);
    else take(namedBy(claims, { place, result }, context));
  }
  for (const named of spokenIn(claims, context)) {
    if (isOnlyTold(named.from) || narratedAt(named.from) !== null) tell(named);
    else if (claims.isFree(named.to - 1)) take(named);
  }
};

/** "Close of business Wednesday" is of the day that is named beside it, and otherwise of today. */
const takeEndOfDay = (
  claims: Claims,
  { from, to }: Found,
  { read, context }: { readonly read: Read; readonly context: ReadContext },
): Read => {
  const today = Temporal.Instant.from(context.now).toZonedDateTimeISO(context.timeZone);
  const isBeside = [from - 1, to].some((at) => claims.claimAt(at)?.as === 'time');
  const { afterAt } = read;
  const after = read.after ?? today.startOfDay().add({ days: 1 }).toInstant();
  claims.take({ from, to, as: 'time', value: `not_after=${stamp(after)}` });
  if (afterAt === null) return { ...read, after, afterAt: { from, to } };
  if (isBeside) return read;
  const { from: at, to: end } = afterAt.from > from ? afterAt : { from, to };
  return { ...read, doubts: [...read.doubts, { from: at, to: end, reason: second }] };
};

/** "In the maintenance window" is that whose hours are named, "next week" the week of the day that is. */
const isNamedBy = (
  { text: { tokens } }: Claims,
  { from, to }: Place,
  { read: { before, after }, context }: { readonly read: Read; readonly context: ReadContext },
): boolean => {
  if (before === null) return false;
  const text = tokens
    .slice(from, to)
    .map((token) => token.text)
    .join(' ');
  if (/\bwindows?$/u.test(text)) return after !== null;
  if (text !== 'next week') return false;
  const today = Temporal.Instant.from(context.now)
    .toZonedDateTimeISO(context.timeZone)
    .startOfDay();
  const monday = today.add({ days: 8 - today.dayOfWeek });
  const start = before.toZonedDateTimeISO(context.timeZone);
  return (
    Temporal.ZonedDateTime.compare(start, monday) >= 0 &&
    Temporal.ZonedDateTime.compare(start, monday.add({ days: 7 })) < 0
  );
};

/**
 * Reads when a change may begin. What recurs, what depends on something and what has passed is
 * doubtful: a change that began at another time than it was asked for would be another change. What
 * is only told of a time binds nothing.
 */
export const readChangeTime = (
  claims: Claims,
  context: ReadContext,
  { told, heads }: Pick<SpeechAct, 'told' | 'heads'> = { told: [], heads: [] },
): TimeReading => {
  const toldOf = makeToldTimes(claims, told);
  const narratedAt = makeNarratedAt(claims, heads);
  const always = claims.find(standing).map(({ from, to }) => ({ from, to, reason: oneTime }));
  takeNames(claims);
  const again = [...always, ...recurring(claims, recurrence, oneTime)].filter(
    ({ from }) => !toldOf.isReported(from) && !isObliged(claims, from, heads),
  );
  let read: Read = { before: null, after: null, afterAt: null, doubts: again };
  const take = (named: Named): void => {
    read = takeNamed(claims, named, { read, timeZone: context.timeZone });
  };
  eachNamed(claims, context, { ...toldOf, narratedAt, heads, take });
  for (const found of claims.findFree(endOfDay))
    read = takeEndOfDay(claims, found, { read, context });
  const open = recurring(claims, vague, hourless).filter(
    ({ from, to }) =>
      !toldOf.isOnlyTold(from) && !isNamedBy(claims, { from, to }, { read, context }),
  );
  return {
    not_before: read.before === null ? null : stamp(read.before),
    not_after: read.after === null ? null : stamp(read.after),
    doubts: [...read.doubts, ...open],
  };
};

/** The time that a question is about, and what it asks for that can't be done. */
export interface AskedTime {
  readonly window: { readonly from: Timestamp; readonly to?: Timestamp } | null;
  readonly doubts: readonly Doubt[];
}

/** Takes the stretches of the calendar, and gives the first of them. */
const takenSpans = (claims: Claims, context: ReadContext): AskedTime['window'] => {
  const found = askedSpans(claims, context);
  for (const { from, to, start } of found)
    claims.take({ from, to, as: 'time', value: `from=${stamp(start)}` });
  const [first] = found;
  if (first === undefined) return null;
  return { from: stamp(first.start), ...(first.end !== null && { to: stamp(first.end) }) };
};

/** Reads the time that a question is about, such as "since yesterday". */
export const readAskedTime = (claims: Claims, context: ReadContext): AskedTime => {
  const doubts = recurring(claims, recurrence, oneTime);
  for (const pattern of [release, endOfDay])
    for (const { from, to } of claims.findFree(pattern))
      claims.take({ from, to, as: 'time', value: null });
  let window = takenSpans(claims, context);
  const now = Temporal.Instant.from(context.now);
  for (const result of parsedIn(claims, context, false)) {
    const place = placeOf(claims, result);
    if (place === null || idle.test(result.text.trim())) continue;
    if (!claims.isFree(place.from, place.to)) continue;
    const { at, kind } = cueBefore(claims, place.from);
    const { from: named, to } = windowOf(result, context.timeZone);
    const isOpen = kind === 'from' || to === null;
    // "Since Monday" is the one before, which the calendar library takes for the nearest.
    const isAhead =
      isOpen && result.start.isCertain('weekday') && Temporal.Instant.compare(named, now) > 0;
    const from = isAhead ? named.subtract({ hours: 7 * 24 }) : named;
    window ??= { from: stamp(from), ...(!isOpen && { to: stamp(to) }) };
    claims.take({ from: at, to: place.to, as: 'time', value: `from=${stamp(from)}` });
  }
  for (const pattern of [vague, spans])
    for (const { from, to } of claims.findFree(pattern))
      claims.take({ from, to, as: 'time', value: null });
  return { window, doubts };
};
