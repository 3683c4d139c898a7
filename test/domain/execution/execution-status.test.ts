import { describe, expect, it } from 'vitest';
import {
  AssetStatus,
  canExecutionMove,
  ExecutionStatus,
  hasExecutionEnded,
  PhaseStatus,
} from '../../../functions/domain/execution/execution-status.ts';

const moves: Readonly<Record<ExecutionStatus, readonly ExecutionStatus[]>> = {
  pending: ['running', 'pausing', 'cancelling', 'cancelled', 'failed'],
  running: ['pausing', 'paused', 'cancelling', 'rolling_back', 'completed', 'failed'],
  pausing: [
    ...(['running', 'paused', 'cancelling', 'rolling_back', 'completed', 'failed'] as const),
    ...(['rolled_back', 'rollback_partial', 'cancelled'] as const),
  ],
  paused: ['running', 'cancelling', 'rolling_back', 'failed'],
  cancelling: ['rolling_back', 'failed', 'cancelled'],
  rolling_back: ['pausing', 'paused', 'failed', 'rolled_back', 'rollback_partial', 'cancelled'],
  completed: ['rolling_back'],
  failed: [],
  rolled_back: [],
  rollback_partial: [],
  cancelled: [],
};

const pairs = ExecutionStatus.options.flatMap((from) =>
  ExecutionStatus.options.map((to) => [from, to, moves[from].includes(to)] as const),
);

describe('an execution', () => {
  it.each(pairs)('that is %s may become %s: %s', (from, to, allowed) => {
    expect(canExecutionMove(from, to)).toBe(allowed);
  });

  it('has ended in five statuses', () => {
    expect(ExecutionStatus.options.filter(hasExecutionEnded)).toEqual([
      'completed',
      'failed',
      'rolled_back',
      'rollback_partial',
      'cancelled',
    ]);
  });
});

it('phases and assets have their own statuses', () => {
  expect(PhaseStatus.options).toEqual([
    ...['pending', 'waiting', 'running', 'baking', 'inconclusive'],
    ...['completed', 'failed', 'rolled_back', 'skipped'],
  ]);
  expect(AssetStatus.options).toEqual([
    ...['pending', 'running', 'completed', 'failed'],
    ...['rolled_back', 'rollback_failed', 'skipped'],
  ]);
});
