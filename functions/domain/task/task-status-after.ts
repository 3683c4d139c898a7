import type { ExecutionStatus } from '../execution/execution-status.ts';
import type { TaskStatus } from './task-status.ts';

/** What a task becomes when its execution ended; null while it has not. */
export const taskStatusAfter: Readonly<Record<ExecutionStatus, TaskStatus | null>> = {
  pending: null,
  running: null,
  pausing: null,
  paused: null,
  cancelling: null,
  rolling_back: null,
  completed: 'completed',
  failed: 'failed',
  rolled_back: 'rolled_back',
  rollback_partial: 'failed',
  cancelled: 'cancelled',
};
