import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { askedSpans } from '../../../../functions/domain/intent/readers/asked-spans.ts';
import { Timestamp } from '../../../../functions/domain/shared/ids.ts';
import { claimsOf } from '../../../support/planning/small-fleet.ts';

/** A Friday. */
const now = Timestamp.parse('2026-11-27T12:00:00.000Z');

const spansOf = (intent: string, timeZone = 'UTC') =>
  askedSpans(claimsOf(intent), { now, timeZone }).map(({ start, end }) => [
    start.toString(),
    end?.toString() ?? null,
  ]);

describe('askedSpans', () => {
  it.each([
    ['what changed in the last 3 days', '2026-11-24T12:00:00Z', null],
    ['errors of the past two weeks', '2026-11-13T12:00:00Z', null],
    ['errors over the last couple of hours', '2026-11-27T10:00:00Z', null],
    ['forecast the next 6 months', '2026-11-27T12:00:00Z', '2027-05-27T12:00:00Z'],
    ['forecast the coming two quarters', '2026-11-27T12:00:00Z', '2027-05-27T12:00:00Z'],
    ['what failed last week', '2026-11-16T00:00:00Z', '2026-11-23T00:00:00Z'],
    ['what failed in the past week', '2026-11-20T12:00:00Z', null],
    ['what failed this week', '2026-11-23T00:00:00Z', '2026-11-30T00:00:00Z'],
    ['the bill of last month', '2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z'],
    ["forecast next month's bill", '2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z'],
    ['spend this quarter', '2026-10-01T00:00:00Z', '2027-01-01T00:00:00Z'],
    ['spend of the previous quarter', '2026-07-01T00:00:00Z', '2026-10-01T00:00:00Z'],
    ['spend of the current year', '2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z'],
    ['forecast next year', '2027-01-01T00:00:00Z', '2028-01-01T00:00:00Z'],
    ['costs in Q3', '2026-07-01T00:00:00Z', '2026-10-01T00:00:00Z'],
    ['costs of q4 2025', '2025-10-01T00:00:00Z', '2026-01-01T00:00:00Z'],
  ])('reads “%s”', (intent, from, to) => {
    expect(spansOf(intent)).toEqual([[from, to]]);
  });

  it('begins days where the org’s zone begins them', () => {
    expect(spansOf('the bill of last month', 'Europe/Berlin')).toEqual([
      ['2026-09-30T22:00:00Z', '2026-10-31T23:00:00Z'],
    ]);
  });

  it.each(['what drifted', 'the week of the outage', 'next weekend', 'last of the hosts', 'q5'])(
    'finds none in “%s”',
    (intent) => {
      expect(spansOf(intent)).toEqual([]);
    },
  );

  it('gives several in their order, and none that another reader has taken', () => {
    const claims = claimsOf('compare last month with this month');
    claims.take({ from: 1, to: 3, as: 'time', value: null });

    expect(spansOf('compare last month with this month')).toHaveLength(2);
    expect(askedSpans(claims, { now, timeZone: 'UTC' })).toHaveLength(1);
  });

  it('always begins before it ends, at whatever moment it is asked', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000_000_000_000 }),
        fc.constantFrom('last', 'past', 'previous', 'this', 'next', 'coming'),
        fc.constantFrom('week', 'month', 'quarter', 'year', '3 days', 'two months'),
        (milliseconds, side, unit) => {
          const moment = Temporal.Instant.fromEpochMilliseconds(milliseconds).toString({
            smallestUnit: 'millisecond',
          });
          const found = askedSpans(claimsOf(`costs of ${side} ${unit}`), {
            now: Timestamp.parse(moment),
            timeZone: 'America/New_York',
          });
          for (const { start, end } of found)
            expect(end === null || Temporal.Instant.compare(start, end) < 0).toBe(true);
        },
      ),
    );
  });
});
