import { describe, expect, it } from 'vitest';
import { makeClaims } from '../../../../functions/domain/intent/claims.ts';
import { readText } from '../../../../functions/domain/intent/request-text.ts';
import { readChangeTime } from '../../../../functions/domain/intent/readers/read-time.ts';
import { demoReader } from '../../../support/planning/intent.ts';

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
