import * as z from 'zod';

export const ExecutionStatus = z.enum([
  'pending',
  'running',
  'pausing',
  'paused',
  'cancelling',
  'rolling_back',
  'completed',
  'failed',
  'rolled_back',
  'rollback_partial',
  'cancelled',
]);
export type ExecutionStatus = z.infer<typeof ExecutionStatus>;

/** The only moves that an execution can make. */
const executionTransitions: Readonly<Record<ExecutionStatus, readonly ExecutionStatus[]>> = {
  pending: ['running', 'pausing', 'cancelling', 'failed', 'cancelled'],
  running: ['pausing', 'paused', 'cancelling', 'rolling_back', 'completed', 'failed'],
  pausing: [
    'paused',
    'running',
    'cancelling',
    'rolling_back',
    'completed',
    'failed',
    'rolled_back',
    'rollback_partial',
    'cancelled',
  ],
  paused: ['running', 'cancelling', 'rolling_back', 'failed'],
  cancelling: ['cancelled', 'rolling_back', 'failed'],
  rolling_back: ['pausing', 'paused', 'rolled_back', 'rollback_partial', 'cancelled', 'failed'],
  completed: ['rolling_back'],
  failed: [],
  rolled_back: [],
  rollback_partial: [],
  cancelled: [],
};

export const canExecutionMove = (from: ExecutionStatus, to: ExecutionStatus): boolean =>
  executionTransitions[from].includes(to);

const ended: Readonly<Record<ExecutionStatus, boolean>> = {
  pending: false,
  running: false,
  pausing: false,
  paused: false,
  cancelling: false,
  rolling_back: false,
  completed: true,
  failed: true,
  rolled_back: true,
  rollback_partial: true,
  cancelled: true,
};

export const hasExecutionEnded = (status: ExecutionStatus): boolean => ended[status];

export const PhaseStatus = z.enum([
  'pending',
  'waiting',
  'running',
  'baking',
  'inconclusive',
  'completed',
  'failed',
  'rolled_back',
  'skipped',
]);
export type PhaseStatus = z.infer<typeof PhaseStatus>;

export const AssetStatus = z.enum([
  'pending',
  'running',
  'completed',
  'failed',
  'rolled_back',
  'rollback_failed',
  'skipped',
]);
export type AssetStatus = z.infer<typeof AssetStatus>;
