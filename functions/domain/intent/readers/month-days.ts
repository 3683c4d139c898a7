import { Temporal } from 'temporal-polyfill';

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const weekdays = 'mon tue wed thu fri sat sun'.split(' ');

const monthWord = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)(?:[a-z]{0,6})?\\b';

/** What follows a day of the month, and not the first wave or the 2nd failure. */
const following =
  '(?=\\s*(?:$|[.,;:!?)\\]"”–—]|-\\s|(?:at|from|between|until|till|before|after|around|and|but|so|please|pls|plz|thanks|is|was|were|with|in|starting|beginning|latest|onwards|morning|afternoon|evening|night|noon|midnight|utc|cet)\\b|\\d{1,2}(?::\\d\\d|h\\b| ?[ap]m\\b)))';

/** "The 8th", "monday 30th", "Wednesday the 2nd". */
const numbered = new RegExp(
  `(?<lead>\\b(?:(?<weekday>mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)[a-z]{0,6},?\\s+(?:the\\s+)?|(?<=\\b(?:on|by|before|until|till|since|from|after|of|for|is|was|due|of)\\s+)the\\s+))(?<day>[0-3]?\\d)(?:st|nd|rd|th)\\b(?!\\s+(?:of\\s+)?${monthWord})${following}`,
  'giu',
);

/** The day of a month that is nearest, ahead or behind; null where no month near has it. */
const nearest = (
  today: Temporal.PlainDate,
  day: number,
  isAhead: boolean,
): Temporal.PlainDate | null => {
  const first = today.with({ day: 1 });
  const found = [0, 1, 2]
    .map((index) => first.add({ months: isAhead ? index : -index }))
    .filter((month) => day >= 1 && day <= month.daysInMonth)
    .map((month) => month.with({ day }))
    .find((date) =>
      isAhead
        ? Temporal.PlainDate.compare(date, today) >= 0
        : Temporal.PlainDate.compare(date, today) <= 0,
    );
  return found ?? null;
};

/**
 * Gives each day of a month its month, letter for letter as long, since the calendar library knows none
 * without: "by the 8th" is the next one, "since the 12th" the last. A weekday beside it has to agree.
 */
export const withMonths = (
  source: string,
  today: Temporal.PlainDate,
  forwardDate: boolean,
): string =>
  source.replace(numbered, (found: string, ...rest: readonly unknown[]) => {
    const groups = rest.at(-1) as Readonly<Record<string, string | undefined>>;
    const offset = rest.at(-3) as number;
    const isSince = /\bsince\s+$/iu.test(source.slice(Math.max(0, offset - 8), offset));
    const date = nearest(today, Number(groups.day), forwardDate && !isSince);
    if (date === null) return found;
    const { weekday } = groups;
    if (
      weekday !== undefined &&
      weekdays.indexOf(weekday.slice(0, 3).toLowerCase()) + 1 !== date.dayOfWeek
    )
      return found;
    const named = `${date.day} ${months[date.month - 1] ?? ''}`;
    return named.length > found.length ? found : named.padStart(found.length);
  });
