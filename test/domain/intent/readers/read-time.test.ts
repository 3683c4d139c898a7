import { describe, expect, it } from 'vitest';
import { makeClaims } from '../../../../functions/domain/intent/claims.ts';
import { readText } from '../../../../functions/domain/intent/request-text.ts';
import {
  readAskedTime,
  readChangeTime,
} from '../../../../functions/domain/intent/readers/read-time.ts';
import { demoReader } from '../../../support/planning/intent.ts';
import { claimsOf, smallReader } from '../../../support/planning/small-fleet.ts';

const read = (intent: string): ReturnType<typeof readChangeTime> =>
  readChangeTime(makeClaims(readText(intent)), demoReader);

describe('readChangeTime', () => {
  it.each([
    ['Patch web servers at 22:00', '2026-11-27T22:00:00.000Z', null],
    ['Patch web servers on 2026-12-01', '2026-12-01T00:00:00.000Z', '2026-12-02T00:00:00.000Z'],
    ['Patch web servers this Sunday', '2026-11-29T00:00:00.000Z', '2026-11-30T00:00:00.000Z'],
    ['Patch web servers', null, null],
  ])('reads when “%s” may begin', (intent, not_before, not_after) => {
    expect(read(intent)).toEqual({ not_before, not_after, doubts: [] });
  });

  it.each([
    'Patch web servers every Sunday',
    'Patch web servers later',
    'Patch web servers on 2026-11-01',
    'Patch web servers on 2027-06-01',
  ])('doubts the time of “%s”', (intent) => {
    expect(read(intent).doubts.length).toBeGreaterThan(0);
  });
});

/** Noon of a Friday; a day is written `11-27`, an instant `11-27 22:00`, both of UTC. */
const moment = (short: string | null): string | null =>
  short === null ? null : `2026-${short.slice(0, 5)}T${short.slice(6) || '00:00'}:00.000Z`;

const timeOf = (intent: string, timeZone = 'UTC') => {
  const claims = claimsOf(intent);
  const { not_before, not_after, doubts } = readChangeTime(claims, { ...smallReader, timeZone });
  const { tokens, source } = claims.text;
  return {
    not_before,
    not_after,
    doubts: doubts.map(({ from, to, reason }) => [
      source.slice(tokens[from]?.start, tokens[to - 1]?.end),
      reason,
    ]),
    taken: claims.spans().map(({ text, as, value }) => [text, as, value]),
  };
};

describe('readChangeTime, of when a change may begin and end', () => {
  it.each([
    ['at 22:00', '11-27 22:00', null],
    ['at 22:00 UTC', '11-27 22:00', null],
    ['at 22:00 CET', '11-27 21:00', null],
    ['at 11:00', '11-28 11:00', null],
    ['at 3am', '11-28 03:00', null],
    ['tomorrow', '11-28', '11-29'],
    ['tomorrow at 02:30', '11-28 02:30', null],
    ['today at 18:00', '11-27 18:00', null],
    ['in 2 hours', '11-27 14:00', null],
    ['in 3 days', '11-30', '12-01'],
    ['on Monday', '11-30', '12-01'],
    ['on Friday', '12-04', '12-05'],
    ['on Friday at 10:00', '12-04 10:00', null],
    ['starting Monday', '11-30', null],
    ['from 22:00', '11-27 22:00', null],
    ['after 22:00', '11-27 22:00', null],
    ['after 2026-12-01', '12-02', null],
    ['before Friday', null, '12-04'],
    ['before Friday 10:00', null, '12-04 10:00'],
    ['before the 2026-12-01', null, '12-01'],
    ['by Monday', null, '12-01'],
    ['by 2026-12-01', null, '12-02'],
    ['by 2026-12-01 10:00', null, '12-01 10:00'],
    ['by 2026-11-27', null, '11-28'],
    ['until 2026-12-01', null, '12-02'],
    ['by end of day', null, '11-28'],
    ['EOD', null, '11-28'],
    ['tonight', '11-27 20:00', '11-28 06:00'],
    ['overnight', '11-27 20:00', '11-28 06:00'],
    ['this weekend', '11-28', '11-30'],
    ['the weekend', '11-28', '11-30'],
    ['by the end of the week', null, '11-28'],
    ['2026-12-01 02:00-04:00 UTC', '12-01 02:00', '12-01 04:00'],
  ])('reads “%s”', (words, before, after) => {
    const [not_before, not_after] = [moment(before), moment(after)];
    const value = [
      ...(not_before === null ? [] : [`not_before=${not_before}`]),
      ...(not_after === null ? [] : [`not_after=${not_after}`]),
    ].join(' ');

    const { taken, ...time } = timeOf(`Patch web servers ${words}`);

    expect(time).toEqual({ not_before, not_after, doubts: [] });
    expect(taken.map(([, as, at]) => [as, at])).toEqual([['time', value]]);
    expect(words.endsWith(taken[0]?.[0] ?? '?')).toBe(true);
  });

  it('takes the cue with the time, and an article between them', () => {
    expect(timeOf('Patch web before the 2026-12-01').taken.map(([text]) => text)).toEqual([
      'before the 2026-12-01',
    ]);
    expect(timeOf('Patch web on 2026-12-01').taken.map(([text]) => text)).toEqual([
      'on 2026-12-01',
    ]);
  });

  it.each([
    ['at 22:00', '2026-11-27T21:00:00.000Z', null],
    ['at 22:00 UTC', '2026-11-27T22:00:00.000Z', null],
    ['on 2026-12-01', '2026-11-30T23:00:00.000Z', '2026-12-01T23:00:00.000Z'],
    ['by end of day', null, '2026-11-27T23:00:00.000Z'],
    ['at 12:30', '2026-11-28T11:30:00.000Z', null],
  ])('reads “%s” by the clocks of Berlin', (words, not_before, not_after) => {
    expect(timeOf(`Patch web ${words}`, 'Europe/Berlin')).toMatchObject({
      not_before,
      not_after,
      doubts: [],
    });
  });

  it.each([
    ['now', []],
    ['with the October patches', [['October', 'reference', 'release']]],
    ['with the Q3 2026 release', [['Q3 2026', 'reference', 'release']]],
    ['of version 1.2.3', []],
    ['of Sat', []],
    ['on the 12 hosts', []],
    ['found in last night’s scan', [['in last night’s', 'reference', null]]],
    ['found during last week’s review', [['during last week’s', 'reference', null]]],
    ['that are 90 days old', [['90 days', 'reference', null]]],
    ['missing since yesterday', [['since yesterday', 'reference', null]]],
    ['found yesterday', [['yesterday', 'reference', null]]],
    ['detected 3 days ago', [['3 days ago', 'reference', null]]],
  ])('reads no time for a change in “%s”', (words, taken) => {
    expect(timeOf(`Patch web servers ${words}`)).toEqual({
      not_before: null,
      not_after: null,
      doubts: [],
      taken,
    });
  });
});

describe('readChangeTime, of what can’t be meant', () => {
  const past = 'is in the past';
  const far = 'is more than 14 days ahead';
  const second = 'is a second time beside another';
  it.each([
    ['yesterday', 'yesterday', past],
    ['last Sunday', 'last Sunday', past],
    ['on 2026-11-26', 'on 2026-11-26', past],
    ['by 2026-11-27 11:00', 'by 2026-11-27 11:00', past],
    ['by 2026-11-27 12:00', 'by 2026-11-27 12:00', past],
    ['after 2026-11-27 11:59', 'after 2026-11-27 11:59', past],
    ['in 15 days', 'in 15 days', far],
    ['after 2026-12-11 12:01', 'after 2026-12-11 12:01', far],
    ['on 2026-12-12', 'on 2026-12-12', far],
    ['at 22:00 and at 23:00', 'at 23:00', second],
    ['by Monday and before Tuesday', 'before Tuesday', second],
    ['by end of day, before Monday', 'before Monday', second],
  ])('doubts “%s”', (words, open, reason) => {
    expect(timeOf(`Patch web servers ${words}`).doubts).toEqual([[open, reason]]);
  });

  it.each([
    ['after 2026-11-27 12:00', '11-27 12:00', null],
    ['after 2026-12-11 12:00', '12-11 12:00', null],
    ['after 22:00 and by Monday', '11-27 22:00', '12-01'],
    ['by 2026-12-30', null, '12-31'],
    ['by close of business Wednesday', '12-02', '12-03'],
  ])('takes “%s” as it is', (words, before, after) => {
    expect(timeOf(`Patch web servers ${words}`)).toMatchObject({
      not_before: moment(before),
      not_after: moment(after),
      doubts: [],
    });
  });

  it.each([
    ...['daily', 'every 2 hours', 'each Sunday', 'on Sundays', 'regularly', 'twice a week'],
  ])('does nothing “%s”', (words) => {
    expect(timeOf(`Patch web servers ${words}`)).toEqual({
      not_before: null,
      not_after: null,
      doubts: [[words, 'recurs, and a task is done once: ask for each time by itself']],
      taken: [[words, 'time', null]],
    });
  });

  it.each([
    ...['this morning', 'next week', 'next month', 'at night', 'later', 'sometime'],
    ...['after hours', 'during the maintenance window', 'later today'],
  ])('asks for the hour of “%s”', (words) => {
    expect(timeOf(`Patch web servers ${words}`)).toEqual({
      not_before: null,
      not_after: null,
      doubts: [
        [words, 'names no hour: say a time such as “at 22:00” or “2026-12-01 02:00–04:00 UTC”'],
      ],
      taken: [[words, 'time', null]],
    });
  });

  it('leaves alone what somebody has taken', () => {
    const claims = claimsOf('Patch web at 22:00');
    claims.take({ from: 2, to: 5, as: 'constraint', value: null });

    expect(readChangeTime(claims, smallReader)).toEqual({
      not_before: null,
      not_after: null,
      doubts: [],
    });
  });
});

describe('readAskedTime', () => {
  const askedOf = (intent: string) => {
    const claims = claimsOf(intent);
    const { window, doubts } = readAskedTime(claims, smallReader);
    return { window, doubts: doubts.length, taken: claims.spans().map(({ text }) => text) };
  };

  it.each<readonly [string, string, string | null, string]>([
    ['what costs did Q3 have', '07-01', '10-01', 'Q3'],
    ['what drifted since Monday', '11-23', null, 'since Monday'],
    ['what failed in the last 3 days', '11-24 12:00', null, 'in the last 3 days'],
    ['what drifted since yesterday', '11-26', null, 'since yesterday'],
    ['what failed last night', '11-26', '11-27', 'last night'],
    ['what broke yesterday at 10:00', '11-26 10:00', null, 'yesterday at 10:00'],
    ['what happened on 2026-11-20', '11-20', '11-21', 'on 2026-11-20'],
    ['what happened after 2026-11-20', '11-20', '11-21', 'after 2026-11-20'],
    ['what happened from 2026-11-20', '11-20', null, 'from 2026-11-20'],
    ['what changed at 3pm', '11-27 15:00', null, 'at 3pm'],
  ])('reads the time of “%s”', (intent, ...[from, to, words]) => {
    expect(askedOf(intent)).toEqual({
      window: { from: moment(from), ...(to !== null && { to: moment(to) }) },
      doubts: 0,
      taken: [words],
    });
  });

  it('keeps the first of two', () => {
    expect(askedOf('what broke between 10:00 and 11:00')).toMatchObject({
      window: { from: moment('11-27 10:00') },
      taken: ['10:00', '11:00'],
    });
  });

  it.each([
    ['show the October bill', ['October']],
    ['what failed by end of day', ['by end of day']],
    ['what happened overnight', ['overnight']],
    ['what happened recently', ['recently']],
    ['who logged in now', []],
    ['which servers drifted', []],
  ])('knows the span of “%s” without a window', (intent, taken) => {
    expect(askedOf(intent)).toEqual({ window: null, doubts: 0, taken });
  });

  it('doubts what recurs', () => {
    expect(askedOf('report the drift every Sunday')).toEqual({
      window: null,
      doubts: 1,
      taken: ['every Sunday'],
    });
  });

  it('reads nothing of what somebody has taken', () => {
    const claims = claimsOf('what failed last night');
    claims.take({ from: 2, to: 4, as: 'reference', value: null });

    expect(readAskedTime(claims, smallReader).window).toBeNull();
  });
});
