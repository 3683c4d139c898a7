import { expect, it } from 'vitest';
import { spokenTimes } from '../../../../functions/domain/intent/readers/spoken-times.ts';
import { claimsOf, smallReader } from '../../../support/planning/small-fleet.ts';

it.each([
  ['tonight', '2026-11-27T20:00:00Z', '2026-11-28T06:00:00Z', false],
  ['this afternoon', '2026-11-27T12:00:00Z', '2026-11-27T18:00:00Z', false],
  ['this weekend', '2026-11-28T00:00:00Z', '2026-11-30T00:00:00Z', false],
  ['by the end of the week', '2026-11-27T00:00:00Z', '2026-11-28T00:00:00Z', true],
])('knows the usual hours of “%s”', (words, ...hours) => {
  const times = spokenTimes(claimsOf(`patch web ${words}`), { ...smallReader, timeZone: 'UTC' });

  expect(times.map((one) => [String(one.from), String(one.to), one.isDeadline])).toEqual([hours]);
});
