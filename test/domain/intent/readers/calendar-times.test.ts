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

const timesOf = (intent: string, timeZone = 'UTC', forwardDate = true) => {
  const claims = claimsOf(intent);
  return parsedIn(claims, { ...smallReader, now, timeZone }, forwardDate).map((result) => {
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
    ['patch at 22:00 utc', 'Europe/Berlin', '2026-11-27T22:00:00.000Z', null],
    ['patch tues 10:00', 'UTC', '2026-12-01T10:00:00.000Z', null],
    ['patch tuesday 10:00', 'UTC', '2026-12-01T10:00:00.000Z', null],
    ['patch monday 0300', 'UTC', '2026-11-30T03:00:00.000Z', null],
    ['patch mon 1900', 'UTC', '2026-11-30T19:00:00.000Z', null],
    ['patch tomorrow 2200', 'UTC', '2026-11-28T22:00:00.000Z', null],
    ['patch at  0300', 'UTC', '2026-11-28T03:00:00.000Z', null],
    ['patch from 0000', 'UTC', '2026-11-28T00:00:00.000Z', null],
    ['patch at 1200', 'UTC', '2026-11-27T12:00:00.000Z', null],
    ['patch 1300 utc', 'UTC', '2026-11-27T13:00:00.000Z', null],
    ['patch 2100 gmt', 'UTC', '2026-11-27T21:00:00.000Z', null],
    ['patch 1500 hrs', 'UTC', '2026-11-27T15:00:00.000Z', null],
    ['patch on 2026-12-01', 'UTC', '2026-12-01T00:00:00.000Z', '2026-12-02T00:00:00.000Z'],
    ['patch saturday 0300 utc', 'UTC', '2026-11-28T03:00:00.000Z', null],
    ['patch 2026-12-01 02:00-04:00', 'UTC', '2026-12-01T02:00:00.000Z', '2026-12-01T04:00:00.000Z'],
  ])('in “%s”, in %s', (...[intent, zone, from, to]) => {
    expect(timesOf(intent, zone).map(([, ...window]) => window)).toEqual([[from, to]]);
  });

  it.each([
    ['please, patch tomorrow at 10:00 all hosts', ['tomorrow at 10 00']],
    ['tomorrow', ['tomorrow']],
    [`${'x '.repeat(200)}patch at 22:00 prod`, ['at 22 00']],
    ['patch mon 0300, all', ['mon 0300']],
  ])('stand where the words of “%s” stand', (intent, places) => {
    expect(timesOf(intent).map(([words]) => words)).toEqual(places);
  });

  it('stand nowhere beyond the words, and nowhere without a letter', () => {
    const claims = claimsOf('patch tomorrow');
    const [result] = parsedIn(claims, { ...smallReader, now, timeZone: 'UTC' }, true);
    if (result === undefined) throw new Error('No time was read');

    expect(placeOf(claims, Object.assign(result, { index: 99 }))).toBeNull();
    expect(placeOf(claims, Object.assign(result, { index: 0, text: '' }))).toBeNull();
  });

  it('stand for the next such day where dates are to lie ahead, and for the nearest elsewhere', () => {
    expect(timesOf('patch on 1 september').map(([, from]) => from)).toEqual([
      '2027-09-01T00:00:00.000Z',
    ]);
    expect(timesOf('patch on 1 september', 'UTC', false).map(([, from]) => from)).toEqual([
      '2026-09-01T00:00:00.000Z',
    ]);
  });

  it('are none where none is named', () => {
    expect(timesOf('patch the web servers')).toEqual([]);
  });

  it.each(['patch 1500', 'patch at 2400', 'patch at 1530', 'patch web1500 utc', 'patch at 15001'])(
    'are none in the number of “%s”',
    (intent) => {
      expect(timesOf(intent)).toEqual([]);
    },
  );
});
