import { Temporal } from 'temporal-polyfill';
import type { Claims, Found } from '../claims.ts';
import type { ReadContext } from '../read-context.ts';

/** A time that people name by a word, with the hours that are usual for it. */
export interface SpokenTime {
  readonly found: Found;
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
  /** It is a deadline by itself: "end of the week". */
  readonly isDeadline: boolean;
}

interface Spoken {
  readonly pattern: RegExp;
  /** Hours of the day at which it begins and ends; more than 24 are of the days after. */
  readonly hours: readonly [number, number];
  /** The day that it is on; 6 is a Saturday. Null for today. */
  readonly weekday: number | null;
  readonly weeks?: number;
  readonly isDeadline?: boolean;
}

const spoken: readonly Spoken[] = [
  { pattern: /\b(?:this |the |coming ){0,4}weekend\b/gu, hours: [0, 48], weekday: 6 },
  { pattern: /\b(?:tonight|tonite|2nite|overnight)\b/gu, hours: [20, 30], weekday: null },
  { pattern: /\bthis afternoon\b/gu, hours: [12, 18], weekday: null },
  { pattern: /\bthis evening\b/gu, hours: [18, 24], weekday: null },
  {
    pattern: /\b(?:by |before |until )?(?:the )?end of (?:the |this )?next (?:working )?week\b/gu,
    hours: [0, 24],
    weekday: 5,
    weeks: 1,
    isDeadline: true,
  },
  {
    pattern:
      /\b(?:by |before |until )?(?:(?:the )?end of (?:the |this )?(?:working |business )?week|eow)\b/gu,
    hours: [0, 24],
    weekday: 5,
    isDeadline: true,
  },
];

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const dayWord = '(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?';
/** "Overnight Saturday to Sunday", "in the night from Friday to Saturday". */
const overnight = new RegExp(
  `\\b(?:(?:in |on |during )?(?:the |our )?(?:overnight|night)(?: from| of| between)? (?<first>${dayWord}) (?:to|on|into|and|-|–|/) (?<second>${dayWord})|(?<early>${dayWord}) (?:to|on|into|-|–|/) (?<late>${dayWord}) (?:overnight|night))\\b(?! (?:at|from) \\d)`,
  'gu',
);

const dayOf = (word: string | undefined): number =>
  days.findIndex((day) => day.startsWith((word ?? '?').slice(0, 3))) + 1;

/** Nights that are named by the two days on which they begin and end. */
export const nightTimes = (
  claims: Claims,
  { now, timeZone }: Pick<ReadContext, 'now' | 'timeZone'>,
): readonly SpokenTime[] => {
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(timeZone).startOfDay();
  return claims.findFree(overnight).flatMap((found) => {
    const first = dayOf(found.groups.first ?? found.groups.early);
    const second = dayOf(found.groups.second ?? found.groups.late);
    if (first === 0 || second !== (first % 7) + 1) return [];
    const day = today.add({ days: (first - today.dayOfWeek + 7) % 7 });
    const [from, to] = [day.add({ hours: 20 }).toInstant(), day.add({ hours: 30 }).toInstant()];
    return [{ found, from, to, isDeadline: false }];
  });
};

/**
 * "Tonight", "this weekend" and "end of the week" by their usual hours, in the zone of the org: an
 * evening is 20:00 to 06:00, and a week ends with its Friday, which is the earlier of what may be meant.
 */
export const spokenTimes = (
  claims: Claims,
  { now, timeZone }: ReadContext,
): readonly SpokenTime[] =>
  spoken.flatMap(({ pattern, hours: [first, last], weekday, weeks = 0, isDeadline = false }) => {
    const places = claims.findFree(pattern);
    // Few requests name one, and the calendar takes long.
    if (places.length === 0) return [];
    const today = Temporal.Instant.from(now).toZonedDateTimeISO(timeZone);
    const days = (weekday === null ? 0 : (weekday - today.dayOfWeek + 7) % 7) + 7 * weeks;
    const day = today.startOfDay().add({ days });
    return places.map((found) => ({
      found,
      from: day.add({ hours: first }).toInstant(),
      to: day.add({ hours: last }).toInstant(),
      isDeadline,
    }));
  });
