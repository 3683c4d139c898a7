import type * as z from 'zod';

type Issue = z.core.$ZodRawIssue;

const things: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  date: 'a time',
};

/** What text has to look like, by the name of its format. */
const formats: Readonly<Record<string, string>> = {
  email: 'a mail address, such as alice@example.com',
  datetime: 'a time with its zone, such as 2026-03-01T09:00:00Z',
  date: 'a day, such as 2026-03-01',
  url: 'a whole address, such as https://example.com',
};

const counted = (issue: { readonly origin: string }, amount: number | bigint): string =>
  issue.origin === 'string'
    ? `${amount} ${amount === 1 ? 'character' : 'characters'}`
    : `${amount} ${amount === 1 ? 'entry' : 'entries'}`;

const isCount = (origin: string): boolean => ['string', 'array', 'set', 'record'].includes(origin);

const size = (
  issue: { readonly origin: string },
  word: 'least' | 'most',
  amount: number | bigint,
): string =>
  isCount(issue.origin)
    ? `must have at ${word} ${counted(issue, amount)}`
    : `must be at ${word} ${amount}`;

const wantedType = (expected: string): string => things[expected] ?? expected;

/**
 * What is wrong with a value in words for whoever sent it: schemas' own words stand, and those of the
 * library never reach anybody.
 */
export const plainWords = (issue: Issue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `is required: send ${wantedType(issue.expected)}`
        : `must be ${wantedType(issue.expected)}`;
    case 'invalid_value': {
      const values = issue.values.map(String).join(', ');
      const wanted = issue.values.length === 1 ? values : `one of ${values}`;
      return issue.input === undefined ? `is required: send ${wanted}` : `must be ${wanted}`;
    }
    case 'invalid_format':
      return formats[issue.format] === undefined
        ? 'has not the form that is needed here'
        : `must be ${formats[issue.format] ?? ''}`;
    case 'too_small':
      return isCount(issue.origin) && Number(issue.minimum) === 1
        ? 'must not be empty'
        : size(issue, 'least', issue.minimum);
    case 'too_big':
      return size(issue, 'most', issue.maximum);
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return 'is not a known member';
    default:
      return 'has not the form that is needed here';
  }
};
