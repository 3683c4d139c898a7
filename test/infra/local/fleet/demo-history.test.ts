import { describe, expect, it } from 'vitest';
import { demoHistory } from '../../../../infra/local/fleet/demo-history.ts';
import type { HistoryEntry } from '../../../../infra/local/fleet/fleet-asset.ts';
import { noon } from './agent-fixture.ts';

const dayMilliseconds = 86_400_000;

// The product's formulas, written out here a second time: the history exists to give these points.
const points = (entries: readonly HistoryEntry[]): { history: number; review: number } => {
  const executed = entries.filter((entry) => entry.outcome !== 'none');
  const successes =
    executed.filter((entry) => entry.outcome === 'completed').length +
    executed.filter((entry) => entry.outcome === 'rolled_back').length / 2;
  const reviewed = entries.filter((entry) => entry.review !== 'none');
  const unchanged = reviewed.filter((entry) => entry.review === 'approved_unchanged').length;
  return {
    history: Math.floor((20 * (successes + 1)) / (executed.length + 2)),
    review: Math.floor((20 * (unchanged + 0.8)) / (reviewed.length + 2)),
  };
};

const historyOf = (taskType: string): readonly HistoryEntry[] =>
  demoHistory(noon).filter((entry) => entry.task_type === taskType);

const anotherEntry = (
  like: HistoryEntry | undefined,
  change: Partial<HistoryEntry>,
): HistoryEntry => {
  if (like === undefined) throw new Error('There is no history');
  return { ...like, ...change };
};

describe.each(['drift_remediation', 'patch_rollout'])('the demo history of %s', (taskType) => {
  const entries = historyOf(taskType);

  it('has 42 tasks with ids of their own, none older than 90 days', () => {
    const oldest = Math.min(...entries.map((entry) => Date.parse(entry.at)));

    expect(entries).toHaveLength(42);
    expect(new Set(demoHistory(noon).map((entry) => entry.task_id)).size).toBe(84);
    expect((noon - oldest) / dayMilliseconds).toBeLessThan(90);
  });

  it.each([
    ['as it is', [], { history: 12, review: 12 }],
    [
      'after one more success',
      [anotherEntry(entries[0], { outcome: 'completed', review: 'approved_unchanged' })],
      { history: 12, review: 12 },
    ],
    [
      'after one more rejection',
      [anotherEntry(entries[0], { outcome: 'none', review: 'rejected' })],
      { history: 12, review: 12 },
    ],
  ])('gives a production plan 60 to 79 points %s', (_, more, expected) => {
    const given = points([...entries, ...more]);
    const simulatedOnly = 20 + 15 + 8;
    const provenInStaging = 20 + 15 + 20;

    expect(given).toEqual(expected);
    expect(simulatedOnly + given.history + given.review).toBe(67);
    expect(provenInStaging + given.history + given.review).toBe(79);
  });

  it('keeps its tasks when time passes, and dates them back from the new now', () => {
    const later = demoHistory(noon + 30 * dayMilliseconds).filter(
      (entry) => entry.task_type === taskType,
    );

    expect(later.map((entry) => entry.task_id)).toEqual(entries.map((entry) => entry.task_id));
    expect(Date.parse(later[0]?.at ?? '') - Date.parse(entries[0]?.at ?? '')).toBe(2_592_000_000);
  });
});
