import { decideEnding } from '../domain/execution/decide-ending.ts';
import type { Ending, RolloutFailure } from '../domain/execution/decide-ending.ts';
import type { Execution, ExecutionControl } from '../domain/execution/execution.ts';
import { hasExecutionEnded } from '../domain/execution/execution-status.ts';
import type { ExecutionStatus } from '../domain/execution/execution-status.ts';
import { changeExecution, moveExecution } from '../domain/execution/move-execution.ts';
import { toTimestamp } from '../domain/shared/ids.ts';
import type { RolloutRef } from '../domain/execution/step-ref.ts';
import { controlWrite, engine, findApprovedPlan, loadExecution } from './execution-context.ts';
import { endExecution } from './execution-ending.ts';
import type { EndingDeps } from './execution-ending.ts';
import type { PlanStore } from './ports.ts';
import { retryOnConflict } from './with-retry.ts';

export interface FinishRolloutDeps extends EndingDeps {
  readonly plans: Pick<PlanStore, 'get'>;
}

export interface RolloutFinish {
  /** `roll_back`: the roll-back machine awaits what is in flight, undoes where wanted, and ends the execution. */
  readonly outcome: 'finished' | 'roll_back';
  readonly status: ExecutionStatus;
}

/** Closes the fence for good, so that nothing that is left of the rollout begins a batch. */
const closeFence = async (
  { unitOfWork, clock }: FinishRolloutDeps,
  scene: { readonly execution: Execution; readonly control: ExecutionControl },
  ending: Exclude<Ending, { kind: 'end' }>,
): Promise<ExecutionStatus> => {
  const { execution, control } = scene;
  const closed = controlWrite(execution, control, { desired: 'cancel', epoch: control.epoch + 1 });
  const patch = { error: ending.error };
  if (ending.kind === 'settle') {
    const documents = [changeExecution(execution, patch), closed];
    await unitOfWork.commit({ documents, audit: [], messages: [], counters: [] });
    return execution.status;
  }
  const move = moveExecution({
    execution,
    to: 'rolling_back',
    at: toTimestamp(clock.now()),
    actor: engine,
    details: { reason: ending.error },
    patch,
  });
  await unitOfWork.commit({
    documents: [move.document, closed],
    audit: [move.audit],
    messages: [],
    counters: move.counters,
  });
  return 'rolling_back';
};

/** True once the roll-back machine has to end the execution: decided before, and the fence closed for it. */
const isSettling = (execution: Execution, control: ExecutionControl): boolean =>
  execution.status === 'rolling_back' ||
  (control.desired === 'cancel' && execution.status !== 'cancelling');

/**
 * Ends a rollout whose phases stopped, or says that the roll-back machine has to. A repetition
 * gives the first answer.
 */
export const makeFinishRollout =
  (deps: FinishRolloutDeps) =>
  (input: RolloutRef & { readonly failure: RolloutFailure | null }): Promise<RolloutFinish> =>
    retryOnConflict(async () => {
      const { execution, control } = await loadExecution(deps.executions, input);
      if (hasExecutionEnded(execution.status)) {
        await deps.closeTask(input);
        return { outcome: 'finished', status: execution.status };
      }
      if (isSettling(execution, control)) {
        return { outcome: 'roll_back', status: execution.status };
      }
      const plan = await findApprovedPlan(deps.plans, execution);
      const lines = await deps.executions.lines(input.org_id, input.execution_id);
      const ending = decideEnding({ execution, control, plan, lines, failure: input.failure });
      if (ending.kind !== 'end') {
        const status = await closeFence(deps, { execution, control }, ending);
        return { outcome: 'roll_back', status };
      }
      await endExecution(deps, { execution, control, lines }, ending);
      await deps.closeTask(input);
      return { outcome: 'finished', status: ending.status };
    });
