import {
  bakePlanOf,
  judgeBake,
  secondsBeforeSample,
  unhealthyAssets,
} from '../../domain/execution/bake.ts';
import type { BakeState } from '../../domain/execution/bake.ts';
import { executionRefOf } from '../../domain/execution/execution.ts';
import type {
  Execution,
  ExecutionAsset,
  ExecutionControl,
} from '../../domain/execution/execution.ts';
import { namesOf, phaseAt, withPhase } from '../../domain/execution/phase-progress.ts';
import type { PlannedPhase } from '../../domain/plan/plan.ts';
import { isStopped } from '../../domain/execution/shown-status.ts';
import type { PhaseRef } from '../../domain/execution/step-ref.ts';
import { executionChanges } from './steps/execution-context.ts';
import { completePhase, failPhase, holdInconclusive } from './steps/execution-phases.ts';
import type { ExecutionStore } from './execution-ports.ts';
import type { Clock, IdSource, UnitOfWork } from '../shared/ports.ts';
import type { HealthProber } from './fleet-ports.ts';
import type { PlanStore } from '../planning/planning-ports.ts';
import { retryOnConflict } from '../shared/with-retry.ts';
import { makeLoadRepeatedStep } from './steps/loaded-step.ts';
import { commit } from '../shared/commit.ts';

export interface CheckHealthDeps {
  readonly executions: Pick<ExecutionStore, 'get' | 'control' | 'lines' | 'countSample'>;
  readonly plans: Pick<PlanStore, 'get'>;
  readonly prober: HealthProber;
  readonly unitOfWork: UnitOfWork;
  readonly ids: Pick<IdSource, 'messageId'>;
  readonly clock: Clock;
}

export interface HealthCheckResult {
  readonly outcome: 'baking' | 'completed' | 'failed' | 'held' | 'cancelled';
  readonly sample: number;
  readonly wait_seconds: number;
}

/** Assets that are probed at the same time. */
const width = 25;

interface Bake {
  readonly execution: Execution;
  readonly control: ExecutionControl;
  readonly phase: PlannedPhase;
  readonly index: number;
}

const without = (outcome: HealthCheckResult['outcome']): HealthCheckResult => ({
  outcome,
  sample: 0,
  wait_seconds: 0,
});

/** One sample of one asset: healthy when each of the phase's checks passes. */
const sampleAsset = async (
  { executions, prober }: CheckHealthDeps,
  { execution, phase }: Bake,
  sample: { readonly line: ExecutionAsset; readonly number: number },
): Promise<void> => {
  const results = await Promise.all(
    phase.health_checks.map((check) =>
      prober.sample(execution.org_id, sample.line.asset_id, check),
    ),
  );
  const healthy = results.every((result) => result.healthy);
  await executions.countSample(executionRefOf(execution), { ...sample, healthy });
};

/** Takes a sample of all assets that don't have it yet, some at a time. */
const takeSample = async (
  deps: CheckHealthDeps,
  bake: Bake,
  sample: { readonly lines: readonly ExecutionAsset[]; readonly number: number },
): Promise<void> => {
  const due = sample.lines.filter((line) => line.samples_taken < sample.number);
  for (let start = 0; start < due.length; start += width) {
    await Promise.all(
      due
        .slice(start, start + width)
        .map((line) => sampleAsset(deps, bake, { line, number: sample.number })),
    );
  }
};

const noteSample = async (
  { unitOfWork }: CheckHealthDeps,
  { execution, index }: Bake,
  samples: number,
): Promise<Execution> => {
  if (phaseAt(execution, index).samples >= samples) return execution;
  const changes = executionChanges(execution, {
    phases: withPhase(execution, index, { samples }),
  });
  await commit(unitOfWork, changes);
  const [write] = changes.documents;
  return write?.kind === 'execution' ? write.document : execution;
};

const unhealthyText = (bake: Bake, state: BakeState, lines: readonly ExecutionAsset[]): string => {
  const unhealthy = new Set(
    unhealthyAssets(state, bake.phase.rollback_if).map((asset) => asset.asset_id),
  );
  const names = namesOf(lines.filter((line) => unhealthy.has(line.asset_id)));
  return `${bake.phase.name}: unhealthy after the change: ${names}.`;
};

const judge = async (
  deps: CheckHealthDeps,
  bake: Bake,
  sample: number,
): Promise<HealthCheckResult> => {
  const { execution, control, phase, index } = bake;
  const all = await deps.executions.lines(executionRefOf(execution), index);
  const lines = all.filter((line) => line.status === 'completed');
  const plan = bakePlanOf(phase);
  const state = { plan, samples_taken: sample, assets: lines };
  const verdict = judgeBake(state, phase.rollback_if);
  if (verdict === null) {
    const next = sample + 1;
    return { outcome: 'baking', sample: next, wait_seconds: secondsBeforeSample(phase, next) };
  }
  switch (verdict) {
    case 'pass':
      await completePhase(deps, execution, { index, verdict });
      return without('completed');
    case 'fail':
      await failPhase(deps, execution, { index, error: unhealthyText(bake, state, lines) });
      return without('failed');
    case 'inconclusive': {
      const error = `${phase.name}: too few health samples to judge.`;
      await holdInconclusive(deps, execution, { index, control, error });
      return without('held');
    }
  }
};

const endedAs = (execution: Execution, index: number): HealthCheckResult['outcome'] | null => {
  const { status } = phaseAt(execution, index);
  return status === 'completed' || status === 'failed' ? status : null;
};

/**
 * Takes one numbered sample of the health of the phase's completed assets, and judges. A repetition
 * of a sample takes only what is missing of it and gives the same answer.
 */
export const makeCheckHealth = (deps: CheckHealthDeps) => {
  const loadStep = makeLoadRepeatedStep(deps);
  return (input: PhaseRef & { readonly sample: number }): Promise<HealthCheckResult> =>
    retryOnConflict(async () => {
      const step = await loadStep(input);
      const { execution, control } = step;
      const { phase_index: index, sample: number } = input;
      const ended = endedAs(execution, index);
      if (ended) return without(ended);
      if (isStopped(control)) return without('cancelled');
      if (control.desired === 'pause') return without('held');

      const bake = { execution, control, phase: await step.phase(), index };
      const all = await deps.executions.lines(input, index);
      const lines = all.filter((line) => line.status === 'completed');
      await takeSample(deps, bake, { lines, number });
      const noted = await noteSample(deps, bake, number);
      return judge(deps, { ...bake, execution: noted }, number);
    });
};
