import { describe, expect, it } from 'vitest';
import {
  parsedIn,
  placeOf,
  stamp,
  windowOf,
} from '../../../../functions/domain/intent/readers/calendar-times.ts';
import { Timestamp } from '../../../../functions/domain/shared/ids.ts';
import { claimsOf, smallReader } from '../../../support/planning/small-fleet.ts';

/** A Friday. */
const now = Timestamp.parse('2026-11-27T12:00:00.000Z');

const timesOf = (intent: string, timeZone = 'UTC') => {
  const claims = claimsOf(intent);
  return parsedIn(claims, { ...smallReader, now, timeZone }, true).map((result) => {
    const { from, to } = windowOf(result, timeZone);
    const place = placeOf(claims, result);
    const words = claims.text.tokens.slice(place?.from, place?.to).map(({ text }) => text);
    return [words.join(' '), stamp(from), to === null ? null : stamp(to)];
  });
};

describe('times of the calendar', () => {
  it.each([
    ['patch at 22:00', 'UTC', '2026-11-27T22:00:00.000Z', null],
    ['patch at 22:00', 'Europe/Berlin', '2026-11-27T21:00:00.000Z', null],
    ['patch on 2026-12-01', 'UTC', '2026-12-01T00:00:00.000Z', '2026-12-02T00:00:00.000Z'],
    ['patch saturday 0300 utc', 'UTC', '2026-11-28T03:00:00.000Z', null],
    ['patch 2026-12-01 02:00-04:00', 'UTC', '2026-12-01T02:00:00.000Z', '2026-12-01T04:00:00.000Z'],
  ])('in “%s”, in %s', (...[intent, zone, from, to]) => {
    expect(timesOf(intent, zone).map(([, ...window]) => window)).toEqual([[from, to]]);
  });

  it('stand where their words stand', () => {
    expect(timesOf('please, patch tomorrow at 10:00 all hosts')[0]?.[0]).toContain('tomorrow');
  });

  it('are none where none is named', () => {
    expect(timesOf('patch the web servers')).toEqual([]);
  });
});
