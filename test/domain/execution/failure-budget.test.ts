import { describe, expect, it } from 'vitest';
import {
  countsOf,
  exceededBudget,
  mostFailures,
} from '../../../functions/domain/execution/failure-budget.ts';
import type { BudgetInput } from '../../../functions/domain/execution/failure-budget.ts';
import { aLine } from '../../support/builders/an-execution.ts';

const failed = (count: number, of: number) =>
  Array.from({ length: of }, (_, index) => aLine({ status: index < count ? 'failed' : 'pending' }));

describe('a failure budget', () => {
  const spent = (changes: Partial<BudgetInput>) =>
    exceededBudget({
      phase: { name: 'Wave 2', threshold: { max_failed: 5, max_failed_percent: 100 } },
      lines: failed(0, 10),
      budget: { max_failed: 9, max_failed_percent: 100 },
      totalAssets: 50,
      failedBefore: 0,
      ...changes,
    });
  const phase = (max_failed: number, max_failed_percent: number) => ({
    name: 'Wave 2',
    threshold: { max_failed, max_failed_percent },
  });

  it.each<[string, Partial<BudgetInput>, string | null]>([
    ['nothing failed', {}, null],
    ['as many failed as may', { lines: failed(5, 10) }, null],
    ['one more', { lines: failed(6, 10) }, 'Wave 2: 6 of 10 assets failed; at most 5 may fail.'],
    [
      'the share is less than the number',
      { phase: phase(5, 25), lines: failed(3, 10) },
      'Wave 2: 3 of 10 assets failed; at most 2 may fail.',
    ],
    [
      'none may fail',
      { phase: phase(0, 100), lines: failed(1, 10) },
      'Wave 2: 1 of 10 assets failed; none may fail.',
    ],
    ['all phases together reach the budget', { failedBefore: 5, lines: failed(4, 10) }, null],
    [
      'all phases together are above it',
      { failedBefore: 6, lines: failed(4, 10) },
      '10 of all 50 assets failed; at most 9 may fail.',
    ],
    [
      'all phases together are above the share',
      { failedBefore: 3, lines: failed(3, 10), budget: { max_failed: 9, max_failed_percent: 10 } },
      '6 of all 50 assets failed; at most 5 may fail.',
    ],
  ])('when %s says %j', (_name, changes, text) => {
    expect(spent(changes)).toBe(text);
  });

  it.each([
    { number: 5, percent: 100, total: 10, most: 5 },
    { number: 5, percent: 25, total: 10, most: 2 },
    { number: 5, percent: 0, total: 10, most: 0 },
  ])('of $number or $percent % bears $most of $total', ({ number, percent, total, most }) => {
    expect(mostFailures({ max_failed: number, max_failed_percent: percent }, total)).toBe(most);
  });

  it('counts assets by status and leaves out what none has', () => {
    expect(countsOf(failed(2, 5))).toEqual({ failed: 2, pending: 3 });
    expect(countsOf([])).toEqual({});
  });
});
