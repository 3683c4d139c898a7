import type { Plan } from '../plan/plan.ts';
import { isApplying, isUndoing } from './asset-line.ts';
import type { Execution, ExecutionAsset, ExecutionControl } from './execution.ts';
import type { ExecutionStatus } from './execution-status.ts';
import { isRollingBack } from './shown-status.ts';
import { namesOf } from './phase-progress.ts';
import { isTouched, leftBehind } from './roll-back.ts';

/** Names of the Fail states of the phased-rollout machine; anything else is a defect or an outage. */
export const rolloutFailures = [
  'FailureBudgetExceeded',
  'HealthCheckFailed',
  'PhaseRefused',
  'HoldExpired',
] as const;

export interface RolloutFailure {
  readonly error: string;
  readonly cause: string;
}

export interface EndingInput {
  readonly execution: Execution;
  readonly control: ExecutionControl;
  /** Null when the stored plan is not the approved one: then nothing may be done by it. */
  readonly plan: Plan | null;
  readonly lines: readonly ExecutionAsset[];
  readonly failure: RolloutFailure | null;
}

export type Ending =
  | {
      readonly kind: 'end';
      readonly status: 'completed' | 'failed' | 'cancelled';
      readonly error: string | null;
    }
  /** Something is in flight: it is awaited before the execution ends, nothing is undone. */
  | { readonly kind: 'settle'; readonly error: string | null }
  | { readonly kind: 'roll_back'; readonly error: string | null };

const failedPhaseOf = (execution: Execution): Execution['phases'][number] | null =>
  execution.phases.find((phase) => phase.status === 'failed') ?? null;

/** Whether the plan wants its touched assets back after this failure. */
const rollsBackAfter = ({ execution, plan }: EndingInput, failure: RolloutFailure): boolean => {
  const name = rolloutFailures.find((known) => known === failure.error);
  const criterion = plan?.phases[failedPhaseOf(execution)?.index ?? -1]?.rollback_if;
  const wants = {
    FailureBudgetExceeded: criterion?.failure_threshold_exceeded ?? true,
    HealthCheckFailed: criterion?.health_check_failed ?? true,
    HoldExpired: false,
    PhaseRefused: true,
  } satisfies Readonly<Record<(typeof rolloutFailures)[number], boolean>>;
  return name === undefined || wants[name];
};

const failureText = ({ execution }: EndingInput, failure: RolloutFailure): string => {
  if (failure.error === 'HoldExpired') {
    return 'Nobody resumed the execution in time; it was ended without rolling back.';
  }
  const phase = failedPhaseOf(execution);
  return phase?.error ?? `The rollout broke off: ${failure.error}.`;
};

const unfinished: RolloutFailure = { error: 'Unfinished', cause: '' };

const isWhole = (execution: Execution): boolean =>
  execution.phases.every((phase) => phase.status === 'completed' || phase.status === 'skipped');

const staying = (lines: readonly ExecutionAsset[]): string => {
  const touched = lines.filter(isTouched);
  if (touched.length === 0) return 'No asset was changed.';
  return `${touched.length} changed assets stay as they are: ${namesOf(touched)}.`;
};

/**
 * How a rollout ends once its phases stopped: at once, after awaiting what is in flight, or by
 * rolling back. A cancel stands above a failure, since the operator said whether to roll back, and
 * above a completion: what was acknowledged as cancelled never ends as completed.
 */
export const decideEnding = (input: EndingInput): Ending => {
  const { execution, control, plan, lines } = input;
  const cancelled = control.desired === 'cancel';
  const failure = input.failure ?? (isWhole(execution) || cancelled ? null : unfinished);
  if (failure === null && !cancelled) return { kind: 'end', status: 'completed', error: null };

  const wantedByPlan = failure !== null && rollsBackAfter(input, failure);
  const wanted = cancelled ? control.rollback || execution.rollback_requested : wantedByPlan;
  const inFlight = lines.some((line) => isApplying(line) || isUndoing(line));
  const hasUndo = plan?.action.undo === 'exact' || plan?.action.undo === 'snapshot';
  const reason = cancelled || !failure ? 'Cancelled.' : failureText(input, failure);

  if (wanted && hasUndo && (inFlight || lines.some(isTouched))) {
    return { kind: 'roll_back', error: cancelled ? null : reason };
  }
  if (inFlight) return { kind: 'settle', error: reason };
  const status = cancelled ? 'cancelled' : 'failed';
  return { kind: 'end', status, error: `${reason} ${staying(lines)}` };
};

/** As what an execution ends that was settled: cancelled where that was asked, failed for any other reason. */
const endedWithoutRollback = {
  cancelling: 'cancelled',
  pending: 'failed',
  running: 'failed',
  pausing: 'failed',
  paused: 'failed',
  rolling_back: 'failed',
  completed: 'failed',
  failed: 'failed',
  rolled_back: 'failed',
  rollback_partial: 'failed',
  cancelled: 'failed',
} as const satisfies Readonly<Record<ExecutionStatus, 'cancelled' | 'failed'>>;

/** How an execution ends once its roll-back machine has nothing left to act on or to await. */
export const decideRollbackEnding = (
  execution: Execution,
  lines: readonly ExecutionAsset[],
): {
  readonly status: 'rolled_back' | 'rollback_partial' | 'cancelled' | 'failed';
  readonly error: string | null;
  readonly rollback_error: string | null;
} => {
  if (!isRollingBack(execution)) {
    return {
      status: endedWithoutRollback[execution.status],
      error: `${execution.error ?? ''} ${staying(lines)}`.trim(),
      rollback_error: null,
    };
  }
  const left = leftBehind(lines);
  if (left.length > 0) {
    const reasons = left.map((line) => `${line.asset_name}: ${line.error ?? 'not undone'}`);
    const shown = reasons.slice(0, 20).join('; ');
    const more = reasons.length > 20 ? `; and ${reasons.length - 20} more` : '';
    const rollbackError = `${left.length} assets stay changed: ${shown}${more}`;
    return { status: 'rollback_partial', error: execution.error, rollback_error: rollbackError };
  }
  if (execution.rollback_requested) {
    return { status: 'cancelled', error: execution.error, rollback_error: null };
  }
  const undone = lines.some((line) => line.undos > 0);
  return {
    status: undone ? 'rolled_back' : 'failed',
    error: execution.error,
    rollback_error: null,
  };
};
