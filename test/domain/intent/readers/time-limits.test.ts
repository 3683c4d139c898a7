import { describe, expect, it } from 'vitest';
import { timeLimits } from '../../../../functions/domain/intent/readers/time-limits.ts';
import { claimsOf } from '../../../support/planning/small-fleet.ts';

/** Noon of a Friday. */
const context = { now: '2026-11-27T12:00:00.000Z', timeZone: 'UTC' } as const;

const limitsOf = (words: string) => {
  const claims = claimsOf(`patch web ${words}`);
  return timeLimits(claims, context).map(({ found, end }) => [
    claims.text.tokens
      .slice(found.from, found.to)
      .map(({ text }) => text)
      .join(' '),
    end === null ? null : String(end),
  ]);
};

describe('timeLimits', () => {
  it.each([
    ['within 24 hours', '2026-11-28T12:00:00Z'],
    ['within the next three days', '2026-11-30T12:00:00Z'],
    ['in the next 48h', '2026-11-29T12:00:00Z'],
    ['within a week', '2026-12-04T12:00:00Z'],
    ['in the coming week', '2026-12-04T12:00:00Z'],
    ['within 10 working days', '2026-12-07T12:00:00Z'],
    ['by year end', '2027-01-01T00:00:00Z'],
    ['by the end of the month', '2026-12-01T00:00:00Z'],
    ['by the end of november', '2026-12-01T00:00:00Z'],
    ['by the end of january', '2027-02-01T00:00:00Z'],
    ['by the end of the quarter', '2027-01-01T00:00:00Z'],
    ['eoy', '2027-01-01T00:00:00Z'],
    ['this week', '2026-11-28T00:00:00Z'],
    ['this month', '2026-12-01T00:00:00Z'],
  ])('ends “%s” at %s', (words, end) => {
    expect(limitsOf(words)).toEqual([[words, end]]);
  });

  it.each(['within 14 days of disclosure', 'within 2 hours after approval'])(
    'knows no end of “%s”, which counts from something else',
    (words) => {
      expect(limitsOf(words)).toEqual([[words, null]]);
    },
  );

  it.each([
    'in 2 hours',
    'at the end of the month',
    'the year end close',
    'of this year',
    'this weekend',
    '90 days old',
  ])('finds none in “%s”', (words) => {
    expect(limitsOf(words)).toEqual([]);
  });
});
