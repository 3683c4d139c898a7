import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextLookAt, phaseStartOf } from '../../../functions/domain/execution/phase-start.ts';
import { toTimestamp } from '../../../functions/domain/shared/ids.ts';

const from = '2026-03-01T09:00:00.000Z';
const to = '2026-03-01T10:00:00.000Z';
const tooLate = { kind: 'too_late', reason: `No phase begins after ${to}.` };
const later = { kind: 'later', not_before: from };

describe('the start of a phase', () => {
  it.each([
    ['2026-03-01T08:59:59.999Z', { not_before: from, not_after: to }, later],
    [from, { not_before: from, not_after: to }, { kind: 'now' }],
    [to, { not_before: from, not_after: to }, { kind: 'now' }],
    ['2026-03-01T10:00:00.001Z', { not_before: from, not_after: to }, tooLate],
    ['2026-03-01T10:00:00.001Z', { not_after: to }, tooLate],
    ['2026-03-01T08:00:00.000Z', { not_after: to }, { kind: 'now' }],
    ['2026-03-01T08:00:00.000Z', { not_before: from }, later],
    ['2026-03-01T11:00:00.000Z', { not_before: from }, { kind: 'now' }],
    ['2026-03-01T11:00:00.000Z', {}, { kind: 'now' }],
  ])('at %s by %j is %j', (now, times, start) => {
    expect(phaseStartOf(times, Date.parse(now))).toEqual(start);
  });

  it('is never where the last moment is before the first', () => {
    const times = { not_before: to, not_after: from };

    expect(phaseStartOf(times, Date.parse(to)).kind).toBe('too_late');
  });
});

describe('the next look at control', () => {
  const now = Date.parse(from);
  const hour = 3_600_000;

  it.each([
    ['after a tenth of the way', 5 * hour, hour / 2],
    ['after an hour at most', 14 * 24 * hour, hour],
    ['after an hour where that is the tenth', 10 * hour, hour],
    ['not before 15 s', 60_000, 15_000],
    ['at the moment where that is nearer', 9_000, 9_000],
    ['after whole milliseconds', 200_005, 20_001],
    ['at a moment that is now', 0, 0],
  ])('is %s', (_what, left, after) => {
    expect(nextLookAt(toTimestamp(now + left), now)).toBe(toTimestamp(now + after));
  });

  it('comes to the moment itself, in few hundred looks, and never behind it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 14 * 24 * hour }), (left) => {
        const moment = toTimestamp(now + left);
        let at = now;
        let looks = 0;
        while (at < now + left && looks <= 400) {
          const next = Date.parse(nextLookAt(moment, at));
          expect(next).toBeGreaterThan(at);
          at = next;
          looks += 1;
        }
        expect(at).toBe(now + left);
      }),
    );
  });
});
