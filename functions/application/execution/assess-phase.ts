import { isApplying } from '../../domain/execution/asset-line.ts';
import { secondsBeforeSample } from '../../domain/execution/bake.ts';
import { countsOf, exceededBudget } from '../../domain/execution/failure-budget.ts';
import type { Execution, ExecutionAsset } from '../../domain/execution/execution.ts';
import { failedBefore, phaseAt, withPhase } from '../../domain/execution/phase-progress.ts';
import { isStopped } from '../../domain/execution/shown-status.ts';
import type { PhaseRef } from '../../domain/execution/step-ref.ts';
import { executionChanges } from './steps/execution-context.ts';
import { failPhase, holdInconclusive } from './steps/execution-phases.ts';
import type { ExecutionStore } from './execution-ports.ts';
import type { Clock, IdSource, UnitOfWork } from '../shared/ports.ts';
import type { PlanStore } from '../planning/planning-ports.ts';
import { retryOnConflict } from '../shared/with-retry.ts';
import { makeLoadStep } from './steps/loaded-step.ts';
import { commit } from '../shared/commit.ts';

export interface AssessPhaseDeps {
  readonly executions: Pick<ExecutionStore, 'get' | 'control' | 'lines'>;
  readonly plans: Pick<PlanStore, 'get'>;
  readonly unitOfWork: UnitOfWork;
  readonly ids: Pick<IdSource, 'messageId'>;
  readonly clock: Clock;
}

export interface PhaseAssessment {
  /** `readmit`: something is still to begin, and control does not forbid it, or is in flight. */
  readonly outcome: 'bake' | 'readmit' | 'held' | 'cancelled' | 'failed';
  /** Number of the sample that the bake goes on with, from 1. */
  readonly sample: number;
  readonly wait_seconds: number;
}

const without = (outcome: PhaseAssessment['outcome']): PhaseAssessment => ({
  outcome,
  sample: 0,
  wait_seconds: 0,
});

const isOpen = (line: ExecutionAsset): boolean =>
  line.status === 'pending' || line.status === 'running';

const startBake = async (
  { unitOfWork }: AssessPhaseDeps,
  execution: Execution,
  index: number,
): Promise<void> => {
  if (phaseAt(execution, index).status === 'baking') return;
  await commit(
    unitOfWork,
    executionChanges(execution, { phases: withPhase(execution, index, { status: 'baking' }) }),
  );
};

/**
 * Decides how a phase goes on once its batches stopped. A cancel stands above all, since the
 * operator said what is to become of what was touched; a spent failure budget stands above a pause.
 */
export const makeAssessPhase =
  (deps: AssessPhaseDeps) =>
  (input: PhaseRef): Promise<PhaseAssessment> =>
    retryOnConflict(async () => {
      const step = await makeLoadStep(deps)(input);
      const { execution, control } = step;
      const index = input.phase_index;
      if (phaseAt(execution, index).status === 'failed') return without('failed');
      if (isStopped(control)) return without('cancelled');

      const [plan, phase] = [await step.plan(), await step.phase()];
      const lines = await deps.executions.lines(input, index);
      const error = exceededBudget({
        phase: { name: phase.name, threshold: phase.failure_threshold },
        lines,
        budget: plan.failure_budget,
        totalAssets: plan.total_assets,
        failedBefore: failedBefore(execution, index),
      });
      if (error !== null) {
        await failPhase(deps, execution, { index, error });
        return without('failed');
      }
      if (control.desired === 'pause') {
        return without(lines.some(isApplying) ? 'readmit' : 'held');
      }
      if (lines.some(isOpen)) return without('readmit');
      if ((countsOf(lines).completed ?? 0) === 0) {
        await holdInconclusive(deps, execution, {
          index,
          control,
          error: `${phase.name}: no asset was changed, so there is nothing to judge.`,
        });
        return without('held');
      }
      await startBake(deps, execution, index);
      const sample = phaseAt(execution, index).samples + 1;
      return { outcome: 'bake', sample, wait_seconds: secondsBeforeSample(phase, sample) };
    });
