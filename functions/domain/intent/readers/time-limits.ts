import { Temporal } from 'temporal-polyfill';
import type { Claims, Found } from '../claims.ts';
import { numberWords } from '../plain-words.ts';
import type { ReadContext } from '../read-context.ts';

/** A deadline that is counted from now, or the end of a stretch of the calendar. */
export interface TimeLimit {
  readonly found: Found;
  /** When it ends; null where it is counted from something that nobody knows here. */
  readonly end: Temporal.Instant | null;
}

const counts = `\\d{1,3}|an?|${[...numberWords.keys()].join('|')}`;
const unitWords =
  'h|hr|hrs|hour|hours|min|mins|minutes?|d|day|days|(?:business|working) days?|weeks?|months?';

/** "Within 24 hours", "in the next 3 days"; what it is counted from may follow. */
const within = new RegExp(
  `\\b(?:(?:done |finished |completed )?(?:within|inside|in (?:at most|no more than|less than|under)|not? later than in)(?: the)?(?: next| coming| following)?|in the (?:next|coming|following)) (?:(?<count>${counts}) ?(?<unit>${unitWords})|(?<hours>\\d{1,3})(?:h|hrs?)|(?<days>\\d{1,3})d|(?<single>week|month|day|hour))\\b(?<!\\bwithin (?:the )?(?:week|month|day|hour))(?<since> (?:of|from|after|following) (?!now\\b)[a-z]+)?(?: from now)?`,
  'gu',
);

const months =
  'january february march april may june july august september october november december'.split(
    ' ',
  );

const by = '(?:(?:by|before|until|till|til|no later than|not later than|due) )';
/** No deadline, but the name of something: "the year-end close". */
const named =
  '(?! (?:clos\\w+|freeze|reports?|reporting|run|runs|batch|processing|rush|book\\w*|review|audit|sale|party|figures))';
/** "By year-end", "end of month", "by the end of November". */
const end = new RegExp(
  `\\b${by}?(?<!\\b(?:at|on|after|since|from) (?:the )?)(?:the )?(?:end of (?:the |this )?(?<of>month|quarter|year)|end of (?<name>${months.join('|')})|(?<of2>month|quarter|year)(?: 's|'s)? end|(?<short>eom|eoq|eoy))\\b${named}`,
  'gu',
);
/** "This week", "by this week's end": its Friday, which is the earlier of what may be meant. */
const current = new RegExp(
  `\\b${by}(?:this|the) weeks?(?:'s)? end\\b(?!-)|\\b(?:(?:some ?time |still |during |within |later )?(?<!\\b(?:of|from|since|on) )this (?<unit>week|month|quarter|year)|within the (?<whole>week|month))\\b(?! (?:end|ends)\\b)`,
  'gu',
);

const lengths: Readonly<Record<string, Temporal.DurationLike>> = {
  h: { hours: 1 },
  m: { minutes: 1 },
  d: { hours: 24 },
  b: { hours: 24 },
  w: { hours: 24 },
};

const lengthOf = (count: number, unit: string): Temporal.DurationLike => {
  if (unit.startsWith('mo')) return { hours: 24 * 28 * count };
  if (unit.startsWith('w') && !unit.startsWith('wo')) return { hours: 24 * 7 * count };
  const [[kind, one] = ['hours', 1]] = Object.entries(lengths[unit.charAt(0)] ?? {});
  return { [kind]: one * count };
};

type Groups = Found['groups'];

const withinOf = (
  { count, unit, hours, days, single, since }: Groups,
  now: Temporal.ZonedDateTime,
) => {
  if (since !== undefined) return null;
  if (hours !== undefined) return now.add(lengthOf(Number(hours), 'h'));
  if (days !== undefined) return now.add(lengthOf(Number(days), 'd'));
  if (single !== undefined) return now.add(lengthOf(1, single));
  const word = count ?? '';
  const size = /^an?$/u.test(word) ? 1 : (numberWords.get(word) ?? Number(word));
  return now.add(lengthOf(size, unit ?? ''));
};

const endOfUnit = (unit: string, now: Temporal.ZonedDateTime): Temporal.ZonedDateTime => {
  const day = now.startOfDay();
  if (unit === 'year') return day.with({ month: 1, day: 1 }).add({ years: 1 });
  if (unit === 'week') {
    const toFriday = 5 - day.dayOfWeek;
    return day.add({ days: (toFriday < 0 ? 7 - day.dayOfWeek : toFriday) + 1 });
  }
  const month = unit === 'quarter' ? now.month - ((now.month - 1) % 3) + 2 : now.month;
  return day.with({ day: 1, month }).add({ months: 1 });
};

const shortUnits: Readonly<Record<string, string>> = { eom: 'month', eoq: 'quarter', eoy: 'year' };

const endOf = ({ of, of2, name, short }: Groups, now: Temporal.ZonedDateTime) => {
  if (name === undefined) return endOfUnit(of ?? of2 ?? shortUnits[short ?? ''] ?? 'month', now);
  const first = now.startOfDay().with({ day: 1, month: months.indexOf(name) + 1 });
  const after = first.add({ months: 1 });
  return Temporal.ZonedDateTime.compare(after, now) > 0 ? after : after.add({ years: 1 });
};

/**
 * The deadlines that count from now ("within 24 hours"), or end a stretch of the calendar ("by year-end",
 * "this week"), in the zone of the org.
 */
export const timeLimits = (
  claims: Claims,
  { now, timeZone }: Pick<ReadContext, 'now' | 'timeZone'>,
): readonly TimeLimit[] => {
  const at = Temporal.Instant.from(now).toZonedDateTimeISO(timeZone);
  const kinds = [
    [within, withinOf],
    [end, endOf],
    [current, ({ unit, whole }: Groups) => endOfUnit(unit ?? whole ?? 'week', at)],
  ] as const;
  return kinds.flatMap(([pattern, endOfFound]) =>
    claims.findFree(pattern).map((found) => ({
      found,
      end: endOfFound(found.groups, at)?.toInstant() ?? null,
    })),
  );
};
