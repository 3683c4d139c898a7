import { describe, expect, it } from 'vitest';
import {
  canTaskMove,
  hasTaskEnded,
  TaskStatus,
} from '../../../functions/domain/task/task-status.ts';

/** `failed` is reached from any status before the end: a workflow can break anywhere. */
const moves: Readonly<Record<TaskStatus, readonly TaskStatus[]>> = {
  planning: ['pending_approval', 'approved', 'blocked', 'completed', 'failed', 'cancelled'],
  pending_approval: [
    'approved',
    'rejected',
    'expired',
    'cancelled',
    'planning',
    'blocked',
    'failed',
  ],
  approved: ['executing', 'blocked', 'cancelled', 'expired', 'failed'],
  blocked: ['pending_approval', 'cancelled'],
  rejected: [],
  expired: [],
  executing: ['completed', 'failed', 'rolled_back', 'cancelled'],
  completed: ['executing'],
  failed: ['executing'],
  rolled_back: ['executing'],
  cancelled: ['executing'],
};

const pairs = TaskStatus.options.flatMap((from) =>
  TaskStatus.options.map((to) => [from, to, moves[from].includes(to)] as const),
);

describe('a task', () => {
  it.each(pairs)('that is %s may become %s: %s', (from, to, allowed) => {
    expect(canTaskMove(from, to)).toBe(allowed);
  });

  it('has ended in six statuses, and blocked is not one of them', () => {
    expect(TaskStatus.options.filter(hasTaskEnded)).toEqual([
      'rejected',
      'expired',
      'completed',
      'failed',
      'rolled_back',
      'cancelled',
    ]);
  });
});
