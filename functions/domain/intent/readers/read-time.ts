import { casual } from 'chrono-node';
import type { ParsedComponents, ParsedResult } from 'chrono-node';
import { Temporal } from 'temporal-polyfill';
import type { Timestamp } from '../../shared/ids.ts';
import type { Claims, Found } from '../claims.ts';
import type { Doubt, ReadContext } from '../read-context.ts';
import type { Place } from '../told-clauses.ts';
import { spokenTimes } from './spoken-times.ts';
import { cueBefore } from './time-cues.ts';
import type { Cue } from './time-cues.ts';
import { timePassages } from './time-passages.ts';

/** The times that a request names. */
export interface TimeReading {
  readonly not_before: Timestamp | null;
  readonly not_after: Timestamp | null;
  readonly doubts: readonly Doubt[];
}

const furthestDays = 14;

const recurrence =
  /\b(?:(?:every|each) (?:other )?(?:day|night|week|month|hour|morning|evening|weekend|sunday|monday|tuesday|wednesday|thursday|friday|saturday|sun|mon|tues?|wed|thu(?:rs?)?|fri|sat|sprint|release|spring|summer|autumn|fall|winter|quarter|year|\d+ (?:minutes?|hours?|days?|weeks?))|(?:daily|weekly|nightly|monthly|hourly|fortnightly|biweekly|quarterly|yearly|annually)(?! (?:[a-z]+ ){0,1}(?:patch|patches|patching|cycle|checks?|scans?|tests?|drills?|reports?|reviews?|audits?|updates?|windows?|jobs?|runs?|build|resilience|dr|maintenance|routine|security|compliance|batch|backups?)\b)|regularly|periodically|recurring|on (?:a )?schedule|cron|(?:first|second|third|last) (?:sunday|monday|tuesday|wednesday|thursday|friday|saturday) of (?:the|every|each) month|on (?:sun|mon|tues|wednes|thurs|fri|satur)days|every time|each time|(?:once|twice|\d times) (?:a|per|every|each) (?:day|week|month|quarter|year|night)|forever|whenever(?= [a-z])(?! (?:you|possible|convenient|suits))|from now on|always keep|continuously)\b/gu;
/** Spans of time that are no instant: what is meant by them the org knows, and not its clock. */
const vague =
  /\b(?:(?:during|in|within|inside|at|for) (?:the |our |a )?(?:next |usual |regular |approved )?(?:maintenance|change|patch|service|patching) windows?|maintenance window|after hours|off hours|out of hours|outside (?:of )?(?:business|office|working) hours|overnight|(?:this |the |over the )?weekend|tonight|this (?:afternoon|evening|morning|night)|later(?: on| today)?|sometime|some time|eventually|at night|next (?:week|month|quarter|sprint))\b/gu;
const oneTime = 'recurs, and a task is done once: ask for each time by itself';
/** "The annual drill", "monthly patches": the name of what is done once. */
const periodic =
  /\b(?:daily|weekly|nightly|monthly|fortnightly|biweekly|bi ?annual|semi ?annual|half yearly|quarterly|yearly|annual|regular|routine|periodic)(?= (?:[a-z]+ ){0,3}?(?:patch|patches|patching|patchday|cycle|checks?|scans?|tests?|testing|drills?|exercises?|reports?|reviews?|audits?|updates?|windows?|runs?|resilience|dr|continuity|recovery|maintenance|security|compliance|batch|backups?|attestation|failover|rehearsal|game|bcp|reconciliation|meeting|objective|servicing|rollup|bundle)\b)/gu;
/** A month that only names a release: "the October patches". */
const release =
  /\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|q[1-4])(?: 20\d\d)?(?: 's)? (?=(?:[a-z]+ ){0,2}(?:patch|patches|patching|fix|fixes|level|updates?|errata|bundle|baseline|release|kernel|security|cumulative|rollup|cpu|image|amis?|bill|invoice|spend))/gu;
const toldTimes =
  /\b(?:of|from|since|during|in) (?:this morning|yesterday|last (?:night|week|month|quarter|year)|this year|the past \w+ \w+)(?:'?s)?\b|\b(?:this morning|last night|last week|last month|yesterday)'?s\b|\b(?:last|next) (?:nights|weeks|months)(?= )|\bin the (?:coming|next) (?:week|days)\b/gu;
const patchTuesday =
  /\b(?:(?:this|last) (?:month|month's|week|week's) )?(?:patch tuesday|patch day|patchday)(?:'s)?\b|\b(?:this|last) (?:month's|months|week's|weeks)(?= )/gu;
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
  /^(?:now|today|a|an|second|the|may|sat|sun|mon|fri|wed|mar|dec|march|\d{1,2}|\d+(?:\.\d+)+|this|(?:a|one) (?:sec|second|minute|moment)|\d+ ?s|the (?:day|week|month|quarter|year)|(?:a|one|two|three|four|five|six|ten|twenty|thirty) (?:day|week|month|year|hour|minute)s?)$/iu;

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

/** "0300 utc" and "tues" as the calendar library knows them, letter for letter as long. */
const spelledOut = (source: string): string =>
  source
    .replace(/\btues\b(?!day)/giu, 'tue ')
    .replace(
      /(?<=\b(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|[a-z]+day|tomorrow|tmrw|at|from|start|starting) {1,2})([01]\d|2[0-3])00\b|\b([01]\d|2[0-3])00(?= ?(?:utc|gmt|cet|hrs|h)\b)/giu,
      (_found, one: string | undefined, other: string | undefined) => {
        const hour = Number(one ?? other);
        return `${hour % 12 === 0 ? 12 : hour % 12}${hour < 12 ? 'am' : 'pm'}`.padEnd(4);
      },
    );

const parsedIn = (
  claims: Claims,
  { now, timeZone }: ReadContext,
  forwardDate: boolean,
): readonly ParsedResult[] => {
  const instant = Temporal.Instant.from(now);
  const offset = instant.toZonedDateTimeISO(timeZone).offsetNanoseconds / 60_000_000_000;
  const reference = { instant: new Date(instant.epochMilliseconds), timezone: offset };
  return timePassages(spelledOut(claims.text.plain)).flatMap(({ at, text }) =>
    casual
      .parse(text, reference, { forwardDate })
      .map((result) => Object.assign(result, { index: result.index + at })),
  );
};

/** What is told of a time binds nothing, unless it tells when something can be done. */
const binding =
  /\b(?:window|slot|available|availability|until|till|deadline|due|earliest|latest|can|may|must|should|only|allowed|free|possible|maintenance|wait|scheduled|(?:it|this|that|we) (?:starts?|begins?))\b/u;

const isOnlyTold = ({ text: { tokens } }: Claims, at: number, told: readonly Place[]): boolean =>
  told.some(
    ({ from, to }) =>
      from <= at &&
      at < to &&
      !binding.test(
        tokens
          .slice(from, to)
          .map(({ text }) => text)
          .join(' '),
      ),
  );

const reporting =
  /\b(?:asks?|demands?|requires?|obliges?|says|shows?|showed|complains?|complained|reports?|reported|flags?|fails?|happens|breaks|pages|policy|contract|auditors?|regulator)\b/u;

/** "The contract obliges us to hold a drill each autumn": told by somebody, and not asked for. */
const isReportedAt = ({ text: { tokens } }: Claims, at: number, told: readonly Place[]): boolean =>
  told.some(
    ({ from, to }) =>
      from <= at &&
      at < to &&
      reporting.test(
        tokens
          .slice(from, at)
          .map(({ text }) => text)
          .join(' '),
      ),
  );

interface Named {
  readonly from: number;
  readonly to: number;
  readonly bounds: Bounds;
  readonly fault: string | null;
  /** An hour that belongs to a day which is named beside it. */
  readonly isHour: boolean;
}

const spokenIn = (claims: Claims, context: ReadContext): readonly Named[] =>
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

const namedBy = (
  claims: Claims,
  { place, result }: { readonly place: Found; readonly result: ParsedResult },
  context: ReadContext,
): Named => {
  const now = Temporal.Instant.from(context.now);
  const { kind, at } = cueBefore(claims, place.from);
  const bounds = boundsOf(kind, ahead(windowOf(result, context.timeZone), result, now));
  const isAgo =
    /^(?:last|past|previous|yesterday)\b/iu.test(result.text) ||
    /\b(?:last|past|previous)$/iu.test(claims.text.plain.slice(0, result.index).trimEnd()) ||
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

const isSpoken =
  /^(?:tonight|overnight|this (?:afternoon|evening|morning|night|weekend)|(?:the )?weekend|(?:next|this|coming) week)$/iu;

const day = { hours: 24 };

/** "On Saturday, starting 06:00": the hour is of that day. */
const hourOf = (
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

/**
 * Reads when a change may begin. What recurs, what depends on something and what has passed is
 * doubtful: a change that began at another time than it was asked for would be another change. What
 * is only told of a time (`told`) binds nothing.
 */
export const readChangeTime = (
  claims: Claims,
  context: ReadContext,
  told: readonly Place[] = [],
): TimeReading => {
  const now = Temporal.Instant.from(context.now);
  for (const { from, to } of claims.findFree(toldTimes))
    claims.take({ from, to, as: 'reference', value: null });
  for (const { from, to } of claims.findFree(patchTuesday))
    claims.take({ from, to, as: 'reference', value: 'release' });
  for (const { from, to } of claims.findFree(release))
    claims.take({ from, to, as: 'reference', value: 'release' });
  const isAlways = claims.find(recurrence).length > 1;
  if (!isAlways)
    for (const { from, to } of claims.findFree(periodic))
      claims.take({ from, to, as: 'reference', value: 'its name' });
  const doubts = spaced(claims, [[recurrence, oneTime]]).filter(
    ({ from }) => !isReportedAt(claims, from, told),
  );
  let read: Bounds = { before: null, after: null };
  const take = (named: Named): void => {
    const { from, to, bounds, fault } = named;
    const hour = hourOf(read, named, context.timeZone);
    if (fault !== null) doubts.push({ from, to, reason: fault });
    const isSecond =
      (bounds.before !== null && read.before !== null && hour === null) ||
      (bounds.after !== null && read.after !== null);
    if (isSecond) doubts.push({ from, to, reason: 'is a second time beside another' });
    read = { before: hour ?? bounds.before ?? read.before, after: bounds.after ?? read.after };
    const value = [
      ...(read.before === null ? [] : [`not_before=${stamp(read.before)}`]),
      ...(read.after === null ? [] : [`not_after=${stamp(read.after)}`]),
    ].join(' ');
    claims.take({ from, to, as: 'time', value });
  };
  const parsed = parsedIn(claims, context, true);
  for (const result of parsed) {
    const place = placeOf(claims, result);
    if (place === null || idle.test(result.text.trim())) continue;
    if (!claims.isFree(place.from, place.to) || isSpoken.test(result.text.trim())) continue;
    if (isTold(claims, place, result) || isOnlyTold(claims, place.from, told)) {
      claims.take({ ...place, as: 'reference', value: null });
      continue;
    }
    take(namedBy(claims, { place, result }, context));
  }
  for (const named of spokenIn(claims, context)) {
    if (isOnlyTold(claims, named.from, told))
      claims.take({ from: named.from, to: named.to, as: 'reference', value: null });
    else if (claims.isFree(named.to - 1)) take(named);
  }
  for (const { from, to } of claims.findFree(endOfDay)) {
    const named = now.toZonedDateTimeISO(context.timeZone).startOfDay().add(day).toInstant();
    // "Close of business Wednesday" is of the day that is named beside it.
    const isToday = read.after === null;
    const after = isToday ? named : read.after;
    claims.take({
      from,
      to,
      as: 'time',
      value: after === null ? null : `not_after=${stamp(after)}`,
    });
    read = { ...read, after };
  }
  for (const doubt of spaced(claims, [
    [vague, 'names no hour: say a time such as “at 22:00” or “2026-12-01 02:00–04:00 UTC”'],
  ]))
    if (!isOnlyTold(claims, doubt.from, told)) doubts.push(doubt);
  return {
    not_before: read.before === null ? null : stamp(read.before),
    not_after: read.after === null ? null : stamp(read.after),
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
    const { at, kind } = cueBefore(claims, place.from);
    const { from, to } = windowOf(result, context.timeZone);
    const isOpen = kind === 'from' || to === null;
    window ??= { from: stamp(from), ...(!isOpen && { to: stamp(to) }) };
    claims.take({ from: at, to: place.to, as: 'time', value: `from=${stamp(from)}` });
  }
  for (const pattern of [vague, spans])
    for (const { from, to } of claims.findFree(pattern))
      claims.take({ from, to, as: 'time', value: null });
  return { window, doubts };
};
