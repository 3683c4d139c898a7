import type { ParsedResult } from 'chrono-node';
import { Temporal } from 'temporal-polyfill';
import type { Claims, Found } from '../claims.ts';
import type { ReadContext } from '../read-context.ts';
import { windowOf } from './calendar-times.ts';
import type { Window } from './calendar-times.ts';
import { hourAfterMidnight, hoursOfPart } from './day-parts.ts';
import { nightTimes, spokenTimes } from './spoken-times.ts';
import type { SpokenTime } from './spoken-times.ts';
import { cueAfter, cueBefore } from './time-cues.ts';
import type { Cue } from './time-cues.ts';
import { timeLimits } from './time-limits.ts';
import { hourless } from './time-words.ts';

const furthestDays = 14;

export interface Bounds {
  readonly before: Temporal.Instant | null;
  readonly after: Temporal.Instant | null;
}

export interface Named {
  readonly from: number;
  readonly to: number;
  readonly bounds: Bounds;
  readonly fault: string | null;
  /** An hour that belongs to a day which is named beside it. */
  readonly isHour: boolean;
}

/** How the word before a time makes a bound of it. */
const boundsOf = (kind: Cue['kind'], { from, to }: Window): Bounds =>
  ({
    by: { before: null, after: to ?? from },
    before: { before: null, after: from },
    after: { before: to ?? from, after: null },
    from: { before: from, after: null },
    none: { before: from, after: to },
  })[kind ?? 'none'];

const faultOf = ({ before, after }: Bounds, now: Temporal.Instant): string | null => {
  const latest = now.add({ hours: furthestDays * 24 });
  if (after !== null && Temporal.Instant.compare(after, now) <= 0) return 'is in the past';
  if (before !== null && after === null && Temporal.Instant.compare(before, now) < 0)
    return 'is in the past';
  if (before !== null && Temporal.Instant.compare(before, latest) > 0)
    return `is more than ${furthestDays} days ahead`;
  return null;
};

/** A weekday means the next one: on a Friday "before friday" is a week ahead. */
const ahead = (window: Window, { start }: ParsedResult, now: Temporal.Instant): Window => {
  const isWeekday = start.isCertain('weekday') && !start.isCertain('day');
  const isGone = Temporal.Instant.compare(window.from, now) <= 0;
  if (!isWeekday || !isGone) return window;
  const week = { hours: 7 * 24 };
  return { from: window.from.add(week), to: window.to?.add(week) ?? null };
};

/** "Sunday evening" is not all of Sunday, and "tonight 01:00" is tomorrow. */
const atItsHours = (window: Window, { text, start, end }: ParsedResult, zone: string): Window => {
  if (end) return window;
  const day = window.from.toZonedDateTimeISO(zone).startOfDay();
  const early = start.isCertain('weekday') ? null : hourAfterMidnight(text);
  if (start.isCertain('hour'))
    return early === null || !/^(?:at )?(?:tonight|tonite)\b|\btoni(?:ght|te)$/iu.test(text)
      ? window
      : {
          from: day.add({ days: 1 }).add({ hours: early.hour, minutes: early.minute }).toInstant(),
          to: null,
        };
  const hours = hoursOfPart(text);
  if (hours === null) return window;
  return {
    from: day.add({ hours: hours[0] }).toInstant(),
    to: day.add({ hours: hours[1] }).toInstant(),
  };
};

/** The fault of a time that a rule allows. */
export const ruled = 'is how long a rule allows: say by when';

const rules =
  /\b(?:polic(?:y|ies)|slas?|slos?|contracts?|standards?|regulations?|regulators?|rules?|requirements?|insurers?|pci|iso|dora|nis2?|framework|guidelines?)\b/u;

/** "Criticals must be closed within 14 days": how fast things are or have to be by a rule, and no deadline of this. */
const isRule = ({ text: { tokens } }: Claims, at: number): boolean => {
  const wordsOf = (from: number, to: number): string =>
    tokens
      .slice(Math.max(0, from), to)
      .map(({ text }) => text)
      .join(' ');
  const before = wordsOf(at - 3, at);
  if (!/\b(?:are|is|were|was|be|get|gets|of|for) (?:[a-z]+ly )?[a-z]+$/u.test(before)) return false;
  const sentence = `${wordsOf(at - 25, at).replace(/^.*[.;!?]/u, '')} ${wordsOf(at, at + 15).replace(/[.;!?].*$/u, '')}`;
  return rules.test(sentence);
};

/** The deadlines that count from now or end a stretch of the calendar, as bounds. */
export const limitsIn = (claims: Claims, context: ReadContext): readonly Named[] =>
  timeLimits(claims, context).map(({ found: { from, to }, end }) => ({
    from,
    to,
    bounds: { before: null, after: end },
    fault:
      end === null
        ? 'counts from something that nothing waits for here'
        : isRule(claims, from)
          ? ruled
          : null,
    isHour: false,
  }));

const byWord = (
  claims: Claims,
  context: ReadContext,
  { found, from, to, isDeadline }: SpokenTime,
): Named => {
  const { kind, at } = cueBefore(claims, found.from);
  const bounds = boundsOf(isDeadline ? 'by' : kind, { from, to });
  const now = Temporal.Instant.from(context.now);
  const isRunning = Temporal.Instant.compare(from, now) <= 0;
  return {
    from: at,
    to: found.to,
    bounds: isRunning && bounds.before !== null ? { ...bounds, before: null } : bounds,
    fault: faultOf({ before: null, after: bounds.after }, now),
    isHour: false,
  };
};

/** Nights between two days, which the calendar library would take for the days. */
export const nightsIn = (claims: Claims, context: ReadContext): readonly Named[] =>
  nightTimes(claims, context).map((time) => byWord(claims, context, time));

export const spokenIn = (claims: Claims, context: ReadContext): readonly Named[] =>
  spokenTimes(claims, context).map((time) => byWord(claims, context, time));

export const namedBy = (
  claims: Claims,
  { place, result }: { readonly place: Found; readonly result: ParsedResult },
  context: ReadContext,
): Named => {
  const now = Temporal.Instant.from(context.now);
  const { kind, at } = cueBefore(claims, place.from);
  const after = cueAfter(claims, place.to);
  const window = ahead(windowOf(result, context.timeZone), result, now);
  const bounds = boundsOf(after.kind ?? kind, atItsHours(window, result, context.timeZone));
  const { tokens } = claims.text;
  // It was named before.
  const isThat = tokens[place.from - 1]?.text === 'that';
  const isAgo =
    /^(?:last|past|previous|yesterday)\b/iu.test(result.text) ||
    /\b(?:last|past|previous)$/iu.test(
      claims.text.plain.slice(0, result.index).trimEnd().slice(-9),
    ) ||
    (!result.start.isCertain('weekday') &&
      Temporal.Instant.compare(bounds.before ?? bounds.after ?? now, now) < 0);
  const { start } = result;
  return {
    from: at,
    to: after.at,
    bounds,
    fault: isThat ? hourless : isAgo ? 'is in the past' : faultOf(bounds, now),
    isHour: start.isCertain('hour') && !start.isCertain('day') && !start.isCertain('weekday'),
  };
};

/** "On Saturday, starting 06:00": the hour is of that day. */
export const hourOf = (
  { before }: Bounds,
  { bounds: { before: hour }, isHour }: Named,
  zone: string,
): Temporal.Instant | null => {
  if (!isHour || before === null || hour === null) return null;
  const start = before.toZonedDateTimeISO(zone);
  const time = hour.toZonedDateTimeISO(zone);
  if (start.hour !== 0 || start.minute !== 0) return null;
  return start.add({ hours: time.hour, minutes: time.minute }).toInstant();
};
