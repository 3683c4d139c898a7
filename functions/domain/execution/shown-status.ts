import type { Execution, ExecutionControl } from './execution.ts';
import { hasExecutionEnded } from './execution-status.ts';
import type { ExecutionStatus } from './execution-status.ts';

/** True once an execution takes back what it changed, also while that is paused. */
export const isRollingBack = (execution: Pick<Execution, 'status' | 'rolls_back'>): boolean =>
  !hasExecutionEnded(execution.status) &&
  (execution.rolls_back || execution.status === 'rolling_back');

const underPause = {
  pending: 'pausing',
  running: 'pausing',
  pausing: 'pausing',
  paused: 'paused',
  cancelling: 'pausing',
  rolling_back: 'pausing',
  completed: 'completed',
  failed: 'failed',
  rolled_back: 'rolled_back',
  rollback_partial: 'rollback_partial',
  cancelled: 'cancelled',
} as const satisfies Readonly<Record<ExecutionStatus, ExecutionStatus>>;

/**
 * The status of an execution under an operator's word. A control writes its word and nothing else;
 * `pausing` and `cancelling` follow from the word until the engine, which alone knows that nothing
 * is in flight any more, writes `paused` or `cancelled`.
 */
export const shownStatus = (
  execution: Pick<Execution, 'status' | 'rolls_back'>,
  { desired }: Pick<ExecutionControl, 'desired'>,
): ExecutionStatus => {
  const { status } = execution;
  if (hasExecutionEnded(status)) return status;
  switch (desired) {
    case 'closed':
      return status;
    case 'pause':
      return underPause[status];
    case 'cancel':
      return isRollingBack(execution) ? 'rolling_back' : 'cancelling';
    case 'run':
      if (isRollingBack(execution)) return 'rolling_back';
      return status === 'pausing' || status === 'paused' ? 'running' : status;
  }
};

/** The version that people see: it grows with each visible change and with each word of control. */
export const shownVersion = (
  { version }: Pick<Execution, 'version'>,
  { epoch }: Pick<ExecutionControl, 'epoch'>,
): number => version + epoch - 1;

/** What the fence lets begin. */
export type FencedAction = 'apply' | 'undo';

const begins = {
  apply: (execution, desired) =>
    desired === 'run' && !isRollingBack(execution) && !hasExecutionEnded(execution.status),
  // A cancel that rolls back was stored as such before rolling back had a word of its own.
  undo: ({ status }, desired) =>
    (desired === 'run' || desired === 'cancel') && status === 'rolling_back',
} satisfies Readonly<
  Record<
    FencedAction,
    (
      execution: Pick<Execution, 'status' | 'rolls_back'>,
      desired: ExecutionControl['desired'],
    ) => boolean
  >
>;

/**
 * True while control lets an action begin. Undos run under `rolling_back` alone: an execution that
 * is stored as paused has to be woken by the engine first.
 */
export const lets = (
  kind: FencedAction,
  execution: Pick<Execution, 'status' | 'rolls_back'>,
  { desired }: Pick<ExecutionControl, 'desired'>,
): boolean => begins[kind](execution, desired);

/** True once a rollout begins nothing any more, whoever said so. */
export const isStopped = ({ desired }: Pick<ExecutionControl, 'desired'>): boolean =>
  desired === 'cancel' || desired === 'closed';
