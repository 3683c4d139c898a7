import { decideEnding } from '../../domain/execution/decide-ending.ts';
import type { Ending, EndingInput } from '../../domain/execution/decide-ending.ts';
import type { Execution, ExecutionControl } from '../../domain/execution/execution.ts';
import { hasExecutionEnded } from '../../domain/execution/execution-status.ts';
import type { ExecutionStatus } from '../../domain/execution/execution-status.ts';
import {
  changeExecution,
  engine,
  moveExecution,
  observed,
} from '../../domain/execution/move-execution.ts';
import { isRollingBack } from '../../domain/execution/shown-status.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import { closed, controlWrite } from './steps/execution-context.ts';
import { endExecution } from './steps/execution-ending.ts';
import type { EndingDeps } from './steps/execution-ending.ts';
import type { PlanStore } from '../planning/planning-ports.ts';
import { retryOnConflict } from '../shared/with-retry.ts';
import type { RolloutFinisher } from './execution-ports.ts';
import { makeLoadStep } from './steps/loaded-step.ts';
import { commit } from '../shared/commit.ts';

export interface FinishRolloutDeps extends EndingDeps {
  readonly plans: Pick<PlanStore, 'get'>;
}

/** Rolling back goes on under a word of its own, unless it was paused before it began. */
const wordOfUndoing = {
  run: 'run',
  pause: 'pause',
  cancel: 'run',
  closed: 'run',
} as const satisfies Readonly<Record<ExecutionControl['desired'], 'run' | 'pause'>>;

/**
 * Hands the execution to the roll-back machine: nothing that is left of the rollout begins a batch
 * any more. To undo is a change too, so that a pause that was acknowledged before holds it as well.
 */
const closeFence = async (
  { unitOfWork, clock }: FinishRolloutDeps,
  { execution, control }: Pick<EndingInput, 'execution' | 'control'>,
  ending: Exclude<Ending, { kind: 'end' }>,
): Promise<ExecutionStatus> => {
  const at = toTimestamp(clock.now());
  const seen = observed(execution, control, at);
  if (ending.kind === 'settle') {
    const { status } = seen.execution;
    const document = changeExecution(execution, { status, error: ending.error });
    const documents = [document, controlWrite(execution, control, closed(control))];
    await commit(unitOfWork, seen, { documents });
    return status;
  }
  const isCancelled = control.desired === 'cancel';
  const move = moveExecution({
    execution: seen.execution,
    to: 'rolling_back',
    at,
    actor: engine,
    details: { reason: ending.error },
    patch: { error: ending.error, rolls_back: true, rollback_requested: isCancelled },
  });
  const desired = wordOfUndoing[control.desired];
  const undoing = { ...control, desired, rollback: false, epoch: control.epoch + 1 } as const;
  const fence = controlWrite(execution, control, undoing);
  await commit(unitOfWork, seen, move, { documents: [fence] });
  return 'rolling_back';
};

/** True once the roll-back machine has to end the execution: decided before, and the fence closed for it. */
const isSettling = (execution: Execution, control: ExecutionControl): boolean =>
  isRollingBack(execution) || control.desired === 'closed';

/**
 * Ends a rollout whose phases stopped, or says that the roll-back machine has to. A repetition
 * gives the first answer.
 */
export const makeFinishRollout =
  (deps: FinishRolloutDeps): RolloutFinisher =>
  (input) =>
    retryOnConflict(async () => {
      const step = await makeLoadStep(deps)(input);
      const { execution, control } = step;
      if (hasExecutionEnded(execution.status)) {
        await deps.closeTask(input);
        return { outcome: 'finished', status: execution.status };
      }
      if (isSettling(execution, control)) {
        return { outcome: 'roll_back', status: execution.status };
      }
      const plan = await step.findPlan();
      const lines = await deps.executions.lines(input);
      const ending = decideEnding({ execution, control, plan, lines, failure: input.failure });
      if (ending.kind !== 'end') {
        const status = await closeFence(deps, { execution, control }, ending);
        return { outcome: 'roll_back', status };
      }
      await endExecution(deps, { execution, control, lines }, { ...ending, rollback_error: null });
      await deps.closeTask(input);
      return { outcome: 'finished', status: ending.status };
    });
