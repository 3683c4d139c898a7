import { describe, expect, it } from 'vitest';
import { nextLookAt, phaseStartOf } from '../../../functions/domain/execution/phase-start.ts';
import { toTimestamp } from '../../../functions/domain/shared/ids.ts';

const noon = Date.UTC(2026, 2, 2, 12, 0, 0);
const one = toTimestamp(Date.UTC(2026, 2, 2, 13, 0, 0));
const hour = 3_600_000;

describe('when a phase may begin', () => {
  it.each([
    ['now without times', {}, noon, { kind: 'now' }],
    [
      'later before its first moment',
      { not_before: one },
      noon,
      { kind: 'later', not_before: one },
    ],
    ['now at its first moment', { not_before: one }, noon + hour, { kind: 'now' }],
    ['now at its last moment', { not_after: one }, noon + hour, { kind: 'now' }],
    [
      'never after its last moment',
      { not_after: one },
      noon + hour + 1,
      { kind: 'too_late', reason: 'No phase begins after 2026-03-02T13:00:00.000Z.' },
    ],
    [
      'never after both',
      { not_before: one, not_after: one },
      noon + 2 * hour,
      { kind: 'too_late', reason: 'No phase begins after 2026-03-02T13:00:00.000Z.' },
    ],
  ])('is %s', (_, plan, now, start) => {
    expect(phaseStartOf(plan, now)).toEqual(start);
  });
});

describe('the next look at control', () => {
  it.each([
    ['after a tenth of what is left', 100 * 60_000, '2026-03-02T12:10:00.000Z'],
    ['after an hour at the latest', 14 * 24 * hour, '2026-03-02T13:00:00.000Z'],
    ['after fifteen seconds at the earliest', 60_000, '2026-03-02T12:00:15.000Z'],
    ['at the moment itself where that is sooner', 4_000, '2026-03-02T12:00:04.000Z'],
  ])('is %s', (_, left, look) => {
    expect(nextLookAt(toTimestamp(noon + left), noon)).toBe(look);
  });
});
