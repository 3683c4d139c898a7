import { hasExecutionEnded } from '../../domain/execution/execution-status.ts';
import { engine, moveExecution } from '../../domain/execution/move-execution.ts';
import { phaseStartOf } from '../../domain/execution/phase-start.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import type { RolloutRef } from '../../domain/execution/step-ref.ts';
import type { ExecutionStore } from './execution-ports.ts';
import type { Clock, UnitOfWork } from '../shared/ports.ts';
import type { PlanStore } from '../planning/planning-ports.ts';
import { retryOnConflict } from '../shared/with-retry.ts';
import { makeLoadStep } from './steps/loaded-step.ts';
import { commit } from '../shared/commit.ts';

export interface PrepareRolloutDeps {
  readonly executions: Pick<ExecutionStore, 'get' | 'control'>;
  readonly plans: Pick<PlanStore, 'get'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

export interface PreparedRollout {
  readonly phases: readonly { readonly phase_index: number }[];
}

/**
 * Checks that the plan to run is the approved one, and lets the execution run; one whose start time
 * has not come stays pending until its first phase begins. An execution that has ended has no
 * phases left.
 * @throws Rejection `plan-digest-mismatch`.
 */
export const makePrepareRollout =
  ({ unitOfWork, clock, ...stores }: PrepareRolloutDeps) =>
  (input: RolloutRef): Promise<PreparedRollout> =>
    retryOnConflict(async () => {
      const step = await makeLoadStep(stores)(input);
      const { execution } = step;
      if (hasExecutionEnded(execution.status)) return { phases: [] };
      const plan = await step.plan();
      const isDue = phaseStartOf(plan, clock.now()).kind !== 'later';
      if (execution.status === 'pending' && isDue) {
        const at = toTimestamp(clock.now());
        const move = moveExecution({ execution, to: 'running', at, actor: engine });
        await commit(unitOfWork, move);
      }
      return { phases: plan.phases.map((_, phase_index) => ({ phase_index })) };
    });
