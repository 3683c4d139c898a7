import type { ExecutionStatus } from '../../../functions/domain/execution/execution-status.ts';
import type { TaskStatus } from '../../../functions/domain/task/task-status.ts';

/** What the task and the ledger say after an execution that ended so. */
export const endings: readonly (readonly [ExecutionStatus, TaskStatus, string])[] = [
  ['completed', 'completed', 'completed'],
  ['failed', 'failed', 'failed'],
  ['rolled_back', 'rolled_back', 'rolled_back'],
  ['rollback_partial', 'failed', 'failed'],
  ['cancelled', 'cancelled', 'none'],
];

/** Of an execution that goes on. */
export const unended: readonly ExecutionStatus[] = [
  'pending',
  'running',
  'pausing',
  'paused',
  'cancelling',
  'rolling_back',
];
