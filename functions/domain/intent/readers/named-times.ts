import type { ParsedResult } from 'chrono-node';
import { Temporal } from 'temporal-polyfill';
import type { Claims, Found } from '../claims.ts';
import type { ReadContext } from '../read-context.ts';
import { windowOf } from './calendar-times.ts';
import type { Window } from './calendar-times.ts';
import { spokenTimes } from './spoken-times.ts';
import { cueBefore } from './time-cues.ts';
import type { Cue } from './time-cues.ts';

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

export const spokenIn = (claims: Claims, context: ReadContext): readonly Named[] =>
  spokenTimes(claims, context).map(({ found, from, to, isDeadline }) => {
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
  });

export const namedBy = (
  claims: Claims,
  { place, result }: { readonly place: Found; readonly result: ParsedResult },
  context: ReadContext,
): Named => {
  const now = Temporal.Instant.from(context.now);
  const { kind, at } = cueBefore(claims, place.from);
  const bounds = boundsOf(kind, ahead(windowOf(result, context.timeZone), result, now));
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
    to: place.to,
    bounds,
    fault: isAgo ? 'is in the past' : faultOf(bounds, now),
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
