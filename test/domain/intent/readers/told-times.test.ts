import { expect, it } from 'vitest';
import { parsedIn } from '../../../../functions/domain/intent/readers/calendar-times.ts';
import { isTold, makeToldTimes } from '../../../../functions/domain/intent/readers/told-times.ts';
import { Timestamp } from '../../../../functions/domain/shared/ids.ts';
import { claimsOf, smallReader } from '../../../support/planning/small-fleet.ts';

const whole = [{ from: 0, to: 99 }];

it('knows a time that is only told of from one that tells when something can be done', () => {
  expect(makeToldTimes(claimsOf('it broke on monday'), whole).isOnlyTold(3)).toBe(true);
  expect(makeToldTimes(claimsOf('the window is monday'), whole).isOnlyTold(3)).toBe(false);
  expect(makeToldTimes(claimsOf('it broke on monday'), []).isOnlyTold(3)).toBe(false);
});

it('knows what somebody else asks for', () => {
  const { isReported } = makeToldTimes(claimsOf('the contract wants it daily'), whole);

  expect(isReported(4)).toBe(true);
  expect(isReported(1)).toBe(false);
});

/** The words in brackets are the time. */
const isToldIn = (marked: string): boolean => {
  const [before = '', words = '', after = ''] = marked.split(/[[\]]/u);
  const now = Timestamp.parse('2026-11-27T12:00:00.000Z');
  const [result] = parsedIn(claimsOf('tomorrow'), { ...smallReader, now, timeZone: 'UTC' }, true);
  if (result === undefined) throw new Error('No time was read');
  const from = claimsOf(before).text.tokens.length;
  const place = { from, to: from + claimsOf(words).text.tokens.length, groups: {} };
  const text = words.replace(/'s$/u, '');
  return isTold(claimsOf(before + words + after), place, Object.assign(result, { text }));
};

it.each([
  ...['patches [90 days] old', 'patches [1 hour] old', "[last night's] scan"],
  ...['since [last week] it drifts', 'found [yesterday]', 'the [previous month] was bad'],
  ...['was [3 days ago] fine', 'during [this sprint] it broke'],
])('hears “%s” as told', (marked) => {
  expect(isToldIn(marked)).toBe(true);
});

it.each([
  ...['patch in [90 days]', 'patch [90 days] from now', 'patched [90 days ago]'],
  ...['patch [about 90 days]', 'scan [last night]', 'since [monday] it drifts'],
  ...['refound [last week]', 'founder [last week]', 'since [at last week] it drifts'],
  ...["patch's [last week]", 'found [tomorrow]'],
])('does not hear “%s” as told', (marked) => {
  expect(isToldIn(marked)).toBe(false);
});
