import type { Execution, ExecutionControl } from './execution.ts';
import { hasExecutionEnded } from './execution-status.ts';
import type { ExecutionStatus } from './execution-status.ts';

/** True once an execution takes back what it changed, also while that is paused. */
export const isRollingBack = (execution: Pick<Execution, 'status' | 'rolls_back'>): boolean =>
  !hasExecutionEnded(execution.status) &&
  (execution.rolls_back || execution.status === 'rolling_back');

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
  if (hasExecutionEnded(status) || desired === 'closed') return status;
  if (desired === 'pause') return status === 'paused' ? 'paused' : 'pausing';
  if (isRollingBack(execution)) return 'rolling_back';
  if (desired === 'cancel') return 'cancelling';
  return status === 'pausing' || status === 'paused' ? 'running' : status;
};

/** The version that people see: it grows with each visible change and with each word of control. */
export const shownVersion = (
  { version }: Pick<Execution, 'version'>,
  { epoch }: Pick<ExecutionControl, 'epoch'>,
): number => version + epoch - 1;

/** What the fence lets begin. */
export type FencedAction = 'apply' | 'undo';

/**
 * True while control lets an action begin. Undos run under `rolling_back` alone: an execution that
 * is stored as paused has to be woken by the engine first.
 */
export const lets = (
  kind: FencedAction,
  execution: Pick<Execution, 'status' | 'rolls_back'>,
  { desired }: Pick<ExecutionControl, 'desired'>,
): boolean =>
  kind === 'apply'
    ? desired === 'run' && !isRollingBack(execution) && !hasExecutionEnded(execution.status)
    : // A cancel that rolls back was stored as such before rolling back had a word of its own.
      (desired === 'run' || desired === 'cancel') && execution.status === 'rolling_back';

/** True once a rollout begins nothing any more, whoever said so. */
export const isStopped = ({ desired }: Pick<ExecutionControl, 'desired'>): boolean =>
  desired === 'cancel' || desired === 'closed';
