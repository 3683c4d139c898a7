import { historyDays, wasApprovedByAnother, within } from './past-changes.ts';
import type { PastChange } from './past-changes.ts';

export interface RecordFacts {
  readonly agent: string;
  readonly past: readonly PastChange[];
  readonly now: number;
}

interface Graded {
  readonly points: number;
  readonly detail: string;
}

/** What a run adds to the rate: its good half counts only where another person approved the run. */
const executed = (change: PastChange): { readonly good: number; readonly of: number } => {
  const isTrusted = wasApprovedByAnother(change);
  switch (change.outcome) {
    case 'completed':
      return isTrusted ? { good: 1, of: 1 } : { good: 0, of: 0 };
    case 'rolled_back':
      return isTrusted ? { good: 0.5, of: 1 } : { good: 0, of: 0.5 };
    case 'failed':
      return { good: 0, of: 1 };
    case 'none':
      return { good: 0, of: 0 };
  }
};

const entriesOf = ({ agent, past, now }: RecordFacts): readonly PastChange[] =>
  within(past, now, historyDays).filter((change) => change.agent === agent);

const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, number) => total + number, 0);

/**
 * Laplace's rule of succession on the agent's outcomes, so that no history gives half. Nothing that
 * one person does alone raises it; failures and rollbacks lower it whoever approved them.
 */
export const operationalHistory = (facts: RecordFacts): Graded => {
  const entries = entriesOf(facts);
  const runs = entries.map(executed);
  const good = sum(runs.map((run) => run.good));
  const of = sum(runs.map((run) => run.of));
  const ended = entries.filter(({ outcome }) => outcome !== 'none').length;
  const alone = entries.filter(
    (change) => change.outcome === 'completed' && !wasApprovedByAnother(change),
  ).length;
  return {
    points: Math.floor((20 * (good + 1)) / (of + 2)),
    detail:
      `${ended - alone} executed in ${historyDays} days count. ` +
      `${alone} completed without another person’s approval and do not.`,
  };
};

/** Smoothed towards 0.4, so that no review gives 8. An approval of one’s own plan is no review. */
export const humanReview = (facts: RecordFacts): Graded => {
  const reviewed = entriesOf(facts).filter(
    (change) =>
      change.review === 'rejected' ||
      change.review === 'approved_modified' ||
      (change.review === 'approved_unchanged' && wasApprovedByAnother(change)),
  );
  const unchanged = reviewed.filter(({ review }) => review === 'approved_unchanged').length;
  return {
    // In tenths, because 0.8 has no exact binary form and floor would show it.
    points: Math.floor((2 * (10 * unchanged + 8)) / (reviewed.length + 2)),
    detail:
      `${unchanged} of ${reviewed.length} approved as they were by another person ` +
      `in ${historyDays} days.`,
  };
};
