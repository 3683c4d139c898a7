import { Temporal } from 'temporal-polyfill';
import type { Claims } from '../claims.ts';
import type { ReadContext } from '../read-context.ts';

/** A stretch of time that a question is about; without an end it reaches to now and on. */
export interface AskedSpan {
  readonly from: number;
  readonly to: number;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant | null;
}

const units = ['hour', 'day', 'week', 'month', 'quarter', 'year'] as const;
type Unit = (typeof units)[number];

const numbers: Readonly<Record<string, number>> = {
  ...{ two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
  ...{ twelve: 12, couple: 2, few: 3 },
};

const unitWords =
  '(?<unit>hour|hr|day|week|month|quarter|year|hours|hrs|days|weeks|months|quarters|years)';
/** "The last 3 days", "past two weeks", "next 6 months". */
const counted = new RegExp(
  `\\b(?:(?:in|over|within|during|for|across) )?(?:the )?(?<side>last|past|previous|next|coming) (?:(?<count>\\d{1,3}|a couple of|couple of|few|${Object.keys(numbers).join('|')}) )${unitWords}\\b`,
  'gu',
);
/** "Last week", "this month", "next quarter's". */
const named =
  /\b(?:(?:in|over|within|during|for|from|since|of) )?(?:the )?(?<side>last|past|previous|this|current|next|coming) (?<unit>week|month|quarter|year)(?:'s|’s)?(?! ?(?:\d|end\b))/gu;
/** "Q3", "q4 2026". */
const quarterly = /\b(?:(?:in|over|for|during|of) )?q(?<quarter>[1-4])(?: (?<year>20\d\d))?\b/gu;

const unitOf = (word: string): Unit => units.find((unit) => word.startsWith(unit)) ?? 'hour';

const durationOf = (unit: Unit, count: number): Temporal.DurationLike =>
  unit === 'quarter' ? { months: 3 * count } : { [`${unit}s`]: count };

/** Where the calendar's unit begins that a moment lies in; weeks begin on Mondays. */
const startOf: Readonly<Record<Unit, (at: Temporal.ZonedDateTime) => Temporal.ZonedDateTime>> = {
  hour: (at) => at.round({ smallestUnit: 'hour', roundingMode: 'floor' }),
  day: (at) => at.startOfDay(),
  week: (at) => at.subtract({ days: at.dayOfWeek - 1 }).startOfDay(),
  month: (at) => at.with({ day: 1 }).startOfDay(),
  quarter: (at) => at.with({ day: 1, month: at.month - ((at.month - 1) % 3) }).startOfDay(),
  year: (at) => at.with({ day: 1, month: 1 }).startOfDay(),
};

type Stretch = readonly [Temporal.ZonedDateTime, Temporal.ZonedDateTime | null];

const countedOf = (
  { side, count, unit }: Readonly<Record<string, string | undefined>>,
  now: Temporal.ZonedDateTime,
): Stretch => {
  const word = (count ?? '').replace(/^a | of$/gu, '');
  const length = durationOf(unitOf(unit ?? ''), numbers[word] ?? Number(word));
  return side === 'next' || side === 'coming'
    ? [now, now.add(length)]
    : [now.subtract(length), null];
};

const namedOf = (
  { side, unit }: Readonly<Record<string, string | undefined>>,
  now: Temporal.ZonedDateTime,
): Stretch => {
  const kind = unitOf(unit ?? '');
  const length = durationOf(kind, 1);
  if (side === 'past') return [now.subtract(length), null];
  const start = startOf[kind](now);
  if (side === 'this' || side === 'current') return [start, start.add(length)];
  return side === 'next' || side === 'coming'
    ? [start.add(length), start.add(length).add(length)]
    : [start.subtract(length), start];
};

const quarterOf = (
  { quarter, year }: Readonly<Record<string, string | undefined>>,
  now: Temporal.ZonedDateTime,
): Stretch => {
  const start = startOf.year(now).with({
    month: 3 * (Number(quarter) - 1) + 1,
    year: year === undefined ? now.year : Number(year),
  });
  return [start, start.add({ months: 3 })];
};

const kinds = [
  [counted, countedOf],
  [named, namedOf],
  [quarterly, quarterOf],
] as const;

/**
 * The stretches of the calendar that a question names, in the zone of the org: "last week" is the one
 * from Monday to Monday, "the past week" the seven days until now, "next month's" the whole of it.
 */
export const askedSpans = (
  claims: Claims,
  { now, timeZone }: Pick<ReadContext, 'now' | 'timeZone'>,
): readonly AskedSpan[] =>
  kinds
    .flatMap(([pattern, stretchOf]) =>
      claims.findFree(pattern).map(({ from, to, groups }) => {
        const at = Temporal.Instant.from(now).toZonedDateTimeISO(timeZone);
        const [start, end] = stretchOf(groups, at);
        return { from, to, start: start.toInstant(), end: end?.toInstant() ?? null };
      }),
    )
    .sort((one, other) => one.from - other.from);
