import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { narrowerBounds } from '../../../../functions/domain/intent/readers/narrower-bounds.ts';

/** From an hour of one day to another; null where it begins or ends nowhere. */
const stretch = (from: number | null, to: number | null) => {
  const at = (hour: number | null) =>
    hour === null ? null : Temporal.Instant.from('2026-11-30T00:00:00Z').add({ hours: hour });
  return { before: at(from), after: at(to) };
};

const hours = ({ before, after }: ReturnType<typeof stretch>) =>
  [before, after].map((instant) => instant?.toZonedDateTimeISO('UTC').hour ?? null);

const narrowed = (
  one: readonly [number | null, number | null],
  other: readonly [number | null, number | null],
) => {
  const found = narrowerBounds(stretch(...one), stretch(...other));
  return found === null ? null : hours(found);
};

describe('narrowerBounds', () => {
  it.each<Parameters<typeof narrowed>>([
    [
      [2, 4],
      [1, 6],
    ],
    [
      [1, 4],
      [1, 6],
    ],
    [
      [2, 6],
      [1, 6],
    ],
    [
      [2, 4],
      [null, 6],
    ],
  ])(
    'takes of %j and %j the first, which lies in the other, whichever stands first',
    (one, other) => {
      expect(narrowed(one, other)).toEqual(one);
      expect(narrowed(other, one)).toEqual(one);
    },
  );

  it.each<[...Parameters<typeof narrowed>, readonly number[]]>([
    [
      [3, null],
      [1, 6],
      [3, 6],
    ],
    [
      [1, null],
      [1, 6],
      [1, 6],
    ],
  ])('begins at a start that lies in the stretch: %j in %j', (start, whole, both) => {
    expect(narrowed(start, whole)).toEqual(both);
    expect(narrowed(whole, start)).toEqual(both);
  });

  it.each<Parameters<typeof narrowed>>([
    [
      [2, 7],
      [1, 6],
    ],
    [
      [0, 4],
      [1, 6],
    ],
    [
      [6, null],
      [1, 6],
    ],
    [
      [0, null],
      [1, 6],
    ],
    [
      [3, null],
      [null, 6],
    ],
    [
      [3, null],
      [1, null],
    ],
    [
      [null, 3],
      [1, 6],
    ],
    [
      [null, null],
      [null, null],
    ],
  ])('settles nothing between %j and %j', (one, other) => {
    expect(narrowed(one, other)).toBeNull();
    expect(narrowed(other, one)).toBeNull();
  });
});
