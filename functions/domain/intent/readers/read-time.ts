import { casual } from 'chrono-node';
import type { ParsedComponents, ParsedResult } from 'chrono-node';
import { Temporal } from 'temporal-polyfill';
import type { Timestamp } from '../../shared/ids.ts';
import type { Claims, Found } from '../claims.ts';
import type { Doubt, ReadContext } from '../read-context.ts';
import { timePassages } from './time-passages.ts';

/** The times that a request names. */
export interface TimeReading {
  readonly not_before: Timestamp | null;
  readonly not_after: Timestamp | null;
  readonly doubts: readonly Doubt[];
}

const furthestDays = 14;

const recurrence =
  /\b(?:(?:every|each) (?:other )?(?:day|night|week|month|hour|morning|evening|weekend|sunday|monday|tuesday|wednesday|thursday|friday|saturday|quarter|year|\d+ (?:minutes?|hours?|days?|weeks?))|(?:daily|weekly|nightly|monthly|hourly|fortnightly|biweekly|quarterly|yearly|annually)(?! (?:[a-z]+ ){0,1}(?:patch|patches|patching|cycle|checks?|scans?|tests?|drills?|reports?|reviews?|audits?|updates?|windows?|jobs?|runs?|build|resilience|dr|maintenance|routine|security|compliance|batch|backups?)\b)|regularly|periodically|recurring|on (?:a )?schedule|cron|(?:first|second|third|last) (?:sunday|monday|tuesday|wednesday|thursday|friday|saturday) of (?:the|every|each) month|on (?:sun|mon|tues|wednes|thurs|fri|satur)days|every time|each time|(?:once|twice|\d times) (?:a|per|every|each) (?:day|week|month|quarter|year|night)|forever|whenever(?! (?:you|possible|convenient|suits))|from now on|always keep|continuously)\b/gu;
/** Spans of time that are no instant: what is meant by them the org knows, and not its clock. */
const vague =
  /\b(?:(?:during|in|within|inside|at|for) (?:the |our |a )?(?:next |usual |regular |approved )?(?:maintenance|change|patch|service|patching) windows?|maintenance window|after hours|off hours|out of hours|outside (?:of )?(?:business|office|working) hours|overnight|(?:this |the |over the )?weekend|tonight|this (?:afternoon|evening|morning|night)|later(?: on| today)?|sometime|some time|eventually|at night|next (?:week|month|quarter|sprint))\b/gu;
/** Those that the calendar library takes for one of their hours or days. */
const hourless =
  /^(?:tonight|overnight|(?:at )?night|this (?:afternoon|evening|morning|night)|(?:this |next )?weekend|next (?:week|month|quarter|sprint))$/iu;
const oneTime = 'recurs, and a task is done once: ask for each time by itself';
const deadlines = new Set(['before', 'by', 'until', 'till', 'til']);
const starts = new Set(['after', 'from', 'starting', 'since', 'beginning']);
/** A month that only names a release: "the October patches". */
const release =
  /\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|q[1-4])(?: 20\d\d)?(?: 's)? (?=(?:[a-z]+ ){0,2}(?:patch|patches|updates?|bundle|baseline|release|kernel|security|cumulative|rollup|cpu|image|amis?|bill|invoice|spend))/gu;
const endOfDay =
  /\b(?:by |before |until )?(?:eod|cob|(?:the )?end of (?:the )?(?:day|business)|close of business)\b/gu;

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

const stamp = (instant: Temporal.Instant): Timestamp =>
  instant.toString({ smallestUnit: 'millisecond' });

interface Window {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant | null;
}

/** A day without an hour is the whole of it. */
const windowOf = ({ start, end }: ParsedResult, zone: string): Window => {
  const from = instantOf(start, zone);
  if (end) return { from, to: instantOf(end, zone) };
  if (start.isCertain('hour')) return { from, to: null };
  return { from, to: from.toZonedDateTimeISO(zone).add({ days: 1 }).toInstant() };
};

const placeOf = (
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

/** What the calendar library takes for a time and people don't mean so. */
const idle =
  /^(?:now|today|a|an|second|the|may|sat|sun|mon|fri|wed|mar|dec|march|\d{1,2}|\d+(?:\.\d+)+|this)$/iu;

interface Bounds {
  readonly before: Temporal.Instant | null;
  readonly after: Temporal.Instant | null;
}

/** What has been or is told of: "last night's scan", "found during last week's review", "90 days old". */
const isTold = (
  { text: { tokens } }: Claims,
  { from, to }: Found,
  { text }: ParsedResult,
): boolean => {
  const before = tokens[from - 1]?.text ?? '';
  const after = tokens[to]?.text ?? '';
  if (/^\d+ (?:minute|hour|day|week|month|year)s?$/iu.test(text))
    return before !== 'in' && after !== 'from';
  if (
    !/^(?:last|past|previous|earlier|this (?:morning|month|week|quarter|year|spring|summer|autumn|winter|sprint|release)|yesterday|today|\d+ \w+ ago)/iu.test(
      text,
    )
  )
    return false;
  const possessive = /'s$/u.test(tokens[to - 1]?.text ?? '') || /'s/u.test(text);
  const told =
    /^(?:since|from|by|during|in|of|as|than|like|was|were|found|detected|reported|missed|the|our|noticed|discovered|after|over)$/u;
  return possessive || told.test(before);
};

/** How the word before a time makes a bound of it. */
const boundsOf = (cue: string, { from, to }: Window): Bounds => {
  if (cue === 'by') return { before: null, after: to ?? from };
  if (deadlines.has(cue)) return { before: null, after: from };
  if (starts.has(cue)) return { before: cue === 'after' && to !== null ? to : from, after: null };
  return { before: from, after: to };
};

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

const spaced = (
  claims: Claims,
  patterns: readonly (readonly [RegExp, string])[],
): readonly Doubt[] =>
  patterns.flatMap(([pattern, reason]) =>
    claims.findFree(pattern).map(({ from, to }) => {
      claims.take({ from, to, as: 'time', value: null });
      return { from, to, reason };
    }),
  );

const cueBefore = ({ text: { tokens } }: Claims, from: number): { cue: string; at: number } => {
  const last = tokens[from - 1]?.text ?? '';
  const isArticle = ['the', 'this', 'next', 'on', 'at'].includes(last);
  const cue = isArticle ? (tokens[from - 2]?.text ?? '') : last;
  const isCue = deadlines.has(cue) || starts.has(cue);
  return isCue ? { cue, at: isArticle ? from - 2 : from - 1 } : { cue: '', at: from };
};

const parsedIn = (
  claims: Claims,
  { now, timeZone }: ReadContext,
  forwardDate: boolean,
): readonly ParsedResult[] => {
  const instant = Temporal.Instant.from(now);
  const offset = instant.toZonedDateTimeISO(timeZone).offsetNanoseconds / 60_000_000_000;
  const reference = { instant: new Date(instant.epochMilliseconds), timezone: offset };
  return timePassages(claims.text.plain).flatMap(({ at, text }) =>
    casual
      .parse(text, reference, { forwardDate })
      .map((result) => Object.assign(result, { index: result.index + at })),
  );
};

/**
 * Reads when a change may begin. What recurs, what depends on something and what has passed is
 * doubtful: a change that began at another time than it was asked for would be another change.
 */
export const readChangeTime = (claims: Claims, context: ReadContext): TimeReading => {
  const now = Temporal.Instant.from(context.now);
  for (const { from, to } of claims.findFree(release))
    claims.take({ from, to, as: 'reference', value: 'release' });
  const doubts = [...spaced(claims, [[recurrence, oneTime]])];
  let before: Temporal.Instant | null = null;
  let after: Temporal.Instant | null = null;
  for (const { from, to } of claims.findFree(endOfDay)) {
    after = now.toZonedDateTimeISO(context.timeZone).startOfDay().add({ days: 1 }).toInstant();
    claims.take({ from, to, as: 'time', value: `not_after=${stamp(after)}` });
  }
  for (const result of parsedIn(claims, context, true)) {
    const place = placeOf(claims, result);
    if (place === null || idle.test(result.text.trim())) continue;
    if (!claims.isFree(place.from, place.to) || hourless.test(result.text)) continue;
    if (isTold(claims, place, result)) {
      claims.take({ ...place, as: 'reference', value: null });
      continue;
    }
    const { cue, at } = cueBefore(claims, place.from);
    const bounds = boundsOf(cue, ahead(windowOf(result, context.timeZone), result, now));
    const isAgo =
      /^(?:last|past|previous|yesterday)\b/iu.test(result.text) ||
      /\b(?:last|past|previous)$/iu.test(claims.text.plain.slice(0, result.index).trimEnd()) ||
      (!result.start.isCertain('weekday') &&
        Temporal.Instant.compare(bounds.before ?? bounds.after ?? now, now) < 0);
    const fault = isAgo ? 'is in the past' : faultOf(bounds, now);
    if (fault !== null) doubts.push({ from: at, to: place.to, reason: fault });
    if ((bounds.before !== null && before !== null) || (bounds.after !== null && after !== null))
      doubts.push({ from: at, to: place.to, reason: 'is a second time beside another' });
    before = bounds.before ?? before;
    after = bounds.after ?? after;
    const value = [
      ...(bounds.before === null ? [] : [`not_before=${stamp(bounds.before)}`]),
      ...(bounds.after === null ? [] : [`not_after=${stamp(bounds.after)}`]),
    ].join(' ');
    claims.take({ from: at, to: place.to, as: 'time', value });
  }
  doubts.push(
    ...spaced(claims, [
      [vague, 'names no hour: say a time such as “at 22:00” or “2026-12-01 02:00–04:00 UTC”'],
    ]),
  );
  return {
    not_before: before === null ? null : stamp(before),
    not_after: after === null ? null : stamp(after),
    doubts,
  };
};

/** The time that a question is about, and what it asks for that can't be done. */
export interface AskedTime {
  readonly window: { readonly from: Timestamp; readonly to?: Timestamp } | null;
  readonly doubts: readonly Doubt[];
}

const spans =
  /\b(?:(?:last|this|next|past|previous|coming) (?:\d+ )?(?:day|days|night|week|weeks|month|months|month's|quarter|quarter's|year|hour|hours|sprint|deploy|release)|q[1-4](?: 20\d\d)?|fy ?\d\d|overnight|recently|lately|ytd|yesterday's|(?:around|about|at) \d{1,2} ?(?:am|pm)?)\b/gu;

/** Reads the time that a question is about, such as "since yesterday". */
export const readAskedTime = (claims: Claims, context: ReadContext): AskedTime => {
  const doubts = spaced(claims, [[recurrence, oneTime]]);
  for (const pattern of [release, endOfDay])
    for (const { from, to } of claims.findFree(pattern))
      claims.take({ from, to, as: 'time', value: null });
  let window: AskedTime['window'] = null;
  for (const result of parsedIn(claims, context, false)) {
    const place = placeOf(claims, result);
    if (place === null || idle.test(result.text.trim())) continue;
    if (!claims.isFree(place.from, place.to)) continue;
    const { at, cue } = cueBefore(claims, place.from);
    const { from, to } = windowOf(result, context.timeZone);
    const isOpen = cue === 'since' || cue === 'from' || to === null;
    window ??= { from: stamp(from), ...(!isOpen && { to: stamp(to) }) };
    claims.take({ from: at, to: place.to, as: 'time', value: `from=${stamp(from)}` });
  }
  for (const pattern of [vague, spans])
    for (const { from, to } of claims.findFree(pattern))
      claims.take({ from, to, as: 'time', value: null });
  return { window, doubts };
};
