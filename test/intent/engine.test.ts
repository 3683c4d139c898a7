import { describe, expect, it } from 'vitest';
import { readCorpus } from './corpus.ts';
import { reportOf } from './engine-report.ts';
import { readHeldOut } from './held-out.ts';
import { countOf, expectedOf, judgeEngine } from './judge-engine.ts';
import type { JudgedReading } from './judge-engine.ts';

/**
 * What the engine reaches, of `npm run intent:report`: a change may better it and never fall behind it.
 * `changesLetThrough` are requests that must be refused and were read as something that may change machines.
 */
const heldOutReach = {
  rows: 480,
  right: 236,
  refused: 157,
  otherType: 5,
  changesLetThrough: 0,
} as const;
const corpusReach = {
  rows: 7613,
  right: 5319,
  refused: 1203,
  otherType: 10,
  changesLetThrough: 0,
} as const;
const sets: readonly (readonly [
  string,
  () => readonly JudgedReading[],
  Readonly<Record<keyof typeof heldOutReach, number>>,
])[] = [
  ['held-out requests', () => judgeEngine(readHeldOut()), heldOutReach],
  ['the corpus', () => judgeEngine(expectedOf(readCorpus())), corpusReach],
];

describe.each(sets)('the engine on %s', (name, judge, reach) => {
  const judged = judge();
  const verdicts = ['right', 'wrong', 'other type', 'unread', 'refused', 'let through'] as const;

  it('is judged by every row', () => {
    expect(judged).toHaveLength(reach.rows);
    const sum = verdicts.reduce((whole, verdict) => whole + countOf(judged, verdict), 0);
    expect(sum).toBe(reach.rows);
  });

  it('has a report that names every miss', () => {
    const lines = new Set(reportOf(name, judged));
    const missed = judged.filter(({ verdict }) => verdict !== 'right' && verdict !== 'refused');
    const unnamed = missed.filter(
      ({ expected, why }) =>
        ![...lines].some((line) => line.endsWith(`${expected.request} => ${why}`)),
    );
    expect(unnamed).toEqual([]);
  });

  it('reads as many right, and refuses as many that must be', () => {
    expect(countOf(judged, 'right')).toBeGreaterThanOrEqual(reach.right);
    expect(countOf(judged, 'refused')).toBeGreaterThanOrEqual(reach.refused);
  });

  it('takes no more of them for another type', () => {
    expect(countOf(judged, 'other type')).toBeLessThanOrEqual(reach.otherType);
  });

  it('makes no more changes of what must be refused', () => {
    const changes = judged.filter(({ verdict, isChange }) => verdict === 'let through' && isChange);
    expect(
      changes.length,
      changes.map(({ expected }) => expected.request).join('\n'),
    ).toBeLessThanOrEqual(reach.changesLetThrough);
  });
});
