import { casual } from 'chrono-node';
import type { ParsedComponents, ParsedResult } from 'chrono-node';
import { Temporal } from 'temporal-polyfill';
import type { Timestamp } from '../../shared/ids.ts';
import type { Claims, Found } from '../claims.ts';
import type { ReadContext } from '../read-context.ts';
import { withMonths } from './month-days.ts';
import { timePassages } from './time-passages.ts';

const instantOf = (parts: ParsedComponents, zone: string): Temporal.Instant => {
  const offset = parts.get('timezoneOffset');
  const plain = Temporal.PlainDateTime.from({
    year: parts.get('year') ?? 1970,
    month: parts.get('month') ?? 1,
    day: parts.get('day') ?? 1,
    hour: parts.isCertain('hour') ? (parts.get('hour') ?? 0) : 0,
    minute: parts.isCertain('hour') ? (parts.get('minute') ?? 0) : 0,
  });
  if (parts.isCertain('timezoneOffset') && offset !== null)
    return plain.toZonedDateTime('UTC').subtract({ minutes: offset }).toInstant();
  return plain.toZonedDateTime(zone).toInstant();
};

export const stamp = (instant: Temporal.Instant): Timestamp =>
  instant.toString({ smallestUnit: 'millisecond' });

export interface Window {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant | null;
}

/** A day without an hour is the whole of it. */
export const windowOf = ({ start, end }: ParsedResult, zone: string): Window => {
  const from = instantOf(start, zone);
  if (end) return { from, to: instantOf(end, zone) };
  if (start.isCertain('hour')) return { from, to: null };
  // "In December" is all of it.
  if (start.isCertain('month') && !start.isCertain('day') && !start.isCertain('weekday'))
    return { from, to: from.toZonedDateTimeISO(zone).add({ months: 1 }).toInstant() };
  return { from, to: from.toZonedDateTimeISO(zone).add({ days: 1 }).toInstant() };
};

export const placeOf = (
  { text: { tokens, sentAt } }: Claims,
  { index, text }: ParsedResult,
): Found | null => {
  const begin = sentAt(index);
  const end = sentAt(index + text.length);
  const from = tokens.findIndex((token) => token.start >= begin || token.end > begin);
  let to = from;
  while (to < tokens.length && (tokens[to]?.start ?? 0) < end) to += 1;
  return from < 0 || from === to ? null : { from, to, groups: {} };
};

/** "0300 utc", "Monday lunch" and "tues" as the calendar library knows them, letter for letter as long. */
const spelledOut = (source: string): string =>
  source
    .replace(/\btues\b(?!day)/giu, 'tue ')
    .replace(
      /(?<=\b(?:[a-z]{3,6}day|mon|tue|wed|thu|thurs|fri|sat|sun|tomorrow|today|by|before|at|until)\s{1,3})lunch(?:time| ?break)?\b/giu,
      (found) => 'noon'.padEnd(found.length),
    )
    .replace(
      /(?<=\b(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|[a-z]{3,6}day|tomorrow|tmrw|tonight|tonite|at|from|start|starting) {1,2})([01]\d|2[0-3])00\b|\b([01]\d|2[0-3])00(?= ?(?:utc|gmt|cet|hrs|h)\b)/giu,
      (_found, one: string | undefined, other: string | undefined) => {
        const hour = Number(one ?? other);
        return `${hour % 12 === 0 ? 12 : hour % 12}${hour < 12 ? 'am' : 'pm'}`.padEnd(4);
      },
    );

export const parsedIn = (
  claims: Claims,
  { now, timeZone }: ReadContext,
  forwardDate: boolean,
): readonly ParsedResult[] => {
  const instant = Temporal.Instant.from(now);
  const offset = instant.toZonedDateTimeISO(timeZone).offsetNanoseconds / 60_000_000_000;
  const reference = { instant: new Date(instant.epochMilliseconds), timezone: offset };
  const today = instant.toZonedDateTimeISO(timeZone).toPlainDate();
  const source = withMonths(spelledOut(claims.text.plain), today, forwardDate);
  return timePassages(source).flatMap(({ at, text }) =>
    casual
      .parse(text, reference, { forwardDate })
      .map((result) => Object.assign(result, { index: result.index + at })),
  );
};
