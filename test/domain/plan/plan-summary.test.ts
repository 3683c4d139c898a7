import { describe, expect, it } from 'vitest';
import { nothingToDoSummary, summaryOf } from '../../../functions/domain/plan/plan-summary.ts';

const patching = { need: 'patching' };
const drifting = { need: 'drift remediation' };
const cooling = (until: string | null) => ({ reason: 'cooling_down', until }) as const;

describe('why nothing is done', () => {
  it('is that nothing matches', () => {
    expect(nothingToDoSummary(patching, { matched: 0, held: [] })).toBe(
      'No asset of the fleet matches the task.',
    );
  });

  it('is that nothing is needed or can be taken', () => {
    expect(nothingToDoSummary(patching, { matched: 6, held: [] })).toBe(
      'None of the 6 matching assets needs patching and can take it now.',
    );
  });

  it('is that those that need it are kept from it, how many and until when', () => {
    const held = [cooling('2026-03-01T09:10:00.000Z'), cooling('2026-03-01T09:30:00.000Z')];

    expect(nothingToDoSummary(drifting, { matched: 6, held })).toBe(
      '2 of the 6 matching assets need drift remediation, and none can be changed now: 2 cooling down after a change until 2026-03-01T09:30:00.000Z. Ask again then.',
    );
    expect(
      nothingToDoSummary(patching, {
        matched: 1,
        held: [{ reason: 'locked', until: null }],
      }),
    ).toBe(
      '1 of the 1 matching asset needs patching, and none can be changed now: 1 held by another execution. Ask again then.',
    );
  });

  it.each([
    [{ matched: 1, held: [] }, 'None of the 1 matching asset needs patching and can take it now.'],
    [
      { matched: 3, held: [cooling(null)] },
      '1 of the 3 matching assets needs patching, and none can be changed now: 1 cooling down after a change. Ask again then.',
    ],
    [
      {
        matched: 5,
        held: [
          cooling('2026-03-01T09:30:00.000Z'),
          { reason: 'locked' as const, until: '2026-03-01T10:00:00.000Z' },
          cooling(null),
          cooling('2026-03-01T09:10:00.000Z'),
        ],
      },
      '4 of the 5 matching assets need patching, and none can be changed now: ' +
        '1 held by another execution until 2026-03-01T10:00:00.000Z; ' +
        '3 cooling down after a change until 2026-03-01T09:30:00.000Z. Ask again then.',
    ],
  ])('of %j is told in a sentence', (facts, text) => {
    expect(nothingToDoSummary(patching, facts)).toBe(text);
  });
});

describe('how much there is to do', () => {
  it.each([
    [0, '0 servers require patching'],
    [1, '1 server requires patching'],
    [2, '2 servers require patching'],
  ])('of %i: %s', (assets, text) => {
    expect(summaryOf(patching, assets)).toBe(text);
  });
});
