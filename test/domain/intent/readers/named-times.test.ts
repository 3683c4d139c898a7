import { describe, expect, it } from 'vitest';
import { parsedIn, placeOf } from '../../../../functions/domain/intent/readers/calendar-times.ts';
import {
  hourOf,
  namedBy,
  spokenIn,
} from '../../../../functions/domain/intent/readers/named-times.ts';
import { Timestamp } from '../../../../functions/domain/shared/ids.ts';
import { claimsOf, smallReader } from '../../../support/planning/small-fleet.ts';

/** A Friday. */
const now = Timestamp.parse('2026-11-27T12:00:00.000Z');
const context = { ...smallReader, now, timeZone: 'UTC' };

const namedIn = (intent: string) => {
  const claims = claimsOf(intent);
  return parsedIn(claims, context, true).flatMap((result) => {
    const place = placeOf(claims, result);
    return place === null ? [] : [namedBy(claims, { place, result }, context)];
  });
};

describe('namedBy', () => {
  it.each([
    ['patch at 22:00', '2026-11-27T22:00:00Z', null],
    ['patch before 2026-12-01', null, '2026-12-01T00:00:00Z'],
    ['patch by 2026-12-01', null, '2026-12-02T00:00:00Z'],
    ['patch after 2026-12-01', '2026-12-02T00:00:00Z', null],
    ['patch before friday', null, '2026-12-04T00:00:00Z'],
    ['patch friday', '2026-12-04T00:00:00Z', '2026-12-05T00:00:00Z'],
    ['patch friday 10:00', '2026-12-04T10:00:00Z', null],
    ['patch saturday', '2026-11-28T00:00:00Z', '2026-11-29T00:00:00Z'],
  ])('reads “%s” as bounds', (intent, before, after) => {
    const [named] = namedIn(intent);

    expect([
      named?.bounds.before?.toString() ?? null,
      named?.bounds.after?.toString() ?? null,
    ]).toEqual([before, after]);
    expect(named?.fault).toBeNull();
  });

  it.each([
    ['patch on 2026-11-20', 'is in the past'],
    ['patch before 2026-11-20', 'is in the past'],
    ['patch after 2026-11-20', 'is in the past'],
    ['patch last friday', 'is in the past'],
    ['patch yesterday', 'is in the past'],
    ['patch last week', 'is in the past'],
    ['patch on 2026-12-24', 'is more than 14 days ahead'],
  ])('says what is wrong with “%s”', (intent, fault) => {
    expect(namedIn(intent)[0]?.fault).toBe(fault);
  });
});

describe('an hour', () => {
  it.each([
    ['patch at 06:00', true],
    ['patch 2026-12-01 06:00', false],
    ['patch saturday 06:00', false],
    ['patch on 2026-12-01', false],
    ['patch saturday', false],
  ])('by itself is the one of “%s”: %s', (intent, isHour) => {
    expect(namedIn(intent)[0]?.isHour).toBe(isHour);
  });
});

describe('spokenIn', () => {
  it('reads tonight as a night with an end', () => {
    const [named] = spokenIn(claimsOf('patch web tonight'), context);

    expect(named?.bounds.before?.toString()).toBe('2026-11-27T20:00:00Z');
    expect(named?.bounds.after?.toString()).toBe('2026-11-28T06:00:00Z');
    expect(named?.isHour).toBe(false);
  });
});

describe('hourOf', () => {
  it('puts an hour into the day that is named beside it, and only an hour', () => {
    const [day] = namedIn('patch on 2026-12-01');
    const [hour] = namedIn('patch at 06:00');
    if (day === undefined || hour === undefined) throw new Error('No time was read');

    expect(hourOf(day.bounds, hour, 'UTC')?.toString()).toBe('2026-12-01T06:00:00Z');
    expect(hourOf(day.bounds, day, 'UTC')).toBeNull();
    expect(
      hourOf(day.bounds, { ...hour, bounds: { before: null, after: null } }, 'UTC'),
    ).toBeNull();
    const [begun] = namedIn('patch on 2026-12-01 00:30');
    if (begun === undefined) throw new Error('No time was read');
    expect(hourOf(begun.bounds, hour, 'UTC')).toBeNull();
    expect(hourOf({ before: null, after: null }, hour, 'UTC')).toBeNull();
  });
});
