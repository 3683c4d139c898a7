import type { FailureThreshold } from '../plan/plan.ts';
import type { AssetCounts, ExecutionAsset } from './execution.ts';

/** Assets by status. */
export const countsOf = (lines: readonly Pick<ExecutionAsset, 'status'>[]): AssetCounts => {
  const counts: { -readonly [Status in keyof AssetCounts]: AssetCounts[Status] } = {};
  for (const { status } of lines) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

/** True once more assets failed than a threshold bears, by number or by share. */
export const exceeds = (threshold: FailureThreshold, failed: number, total: number): boolean =>
  failed > threshold.max_failed || failed * 100 > threshold.max_failed_percent * total;

export interface BudgetInput {
  readonly phase: { readonly name: string; readonly threshold: FailureThreshold };
  readonly lines: readonly Pick<ExecutionAsset, 'status'>[];
  readonly budget: FailureThreshold;
  readonly totalAssets: number;
  /** Failed assets of the phases before. */
  readonly failedBefore: number;
}

/** How many assets may fail: by number and by share, whichever is less. */
export const mostFailures = (threshold: FailureThreshold, total: number): number =>
  Math.min(threshold.max_failed, Math.floor((threshold.max_failed_percent * total) / 100));

const limitText = (threshold: FailureThreshold, total: number): string => {
  const most = mostFailures(threshold, total);
  return most === 0 ? 'none may fail' : `at most ${most} may fail`;
};

/** Why no further batch may begin: the phase or the whole execution lost too many assets. Null while it may. */
export const exceededBudget = (input: BudgetInput): string | null => {
  const failed = countsOf(input.lines).failed ?? 0;
  const { phase, lines, budget, totalAssets } = input;
  if (exceeds(phase.threshold, failed, lines.length)) {
    return `${phase.name}: ${failed} of ${lines.length} assets failed; ${limitText(phase.threshold, lines.length)}.`;
  }
  const failedInAll = input.failedBefore + failed;
  if (exceeds(budget, failedInAll, totalAssets)) {
    return `${failedInAll} of all ${totalAssets} assets failed; ${limitText(budget, totalAssets)}.`;
  }
  return null;
};
