import type { PlannedPhase, RollbackCriterion } from '../plan/plan.ts';
import type { ExecutionAsset, PhaseVerdict } from './execution.ts';

const mostSamples = 20;

/** One sample can't tell a fault from a hiccup. */
const fewestSamples = 2;

export interface BakePlan {
  /** Samples of each asset, 2 to 20, spread over the bake. */
  readonly samples: number;
  readonly interval_seconds: number;
}

/** When a phase's health is sampled: as often as the interval fits into the bake, within bounds. */
export const bakePlanOf = (
  phase: Pick<PlannedPhase, 'bake_seconds' | 'sample_interval_seconds'>,
): BakePlan => {
  const fitting = Math.floor(phase.bake_seconds / phase.sample_interval_seconds);
  const samples = Math.min(mostSamples, Math.max(fewestSamples, fitting));
  return { samples, interval_seconds: Math.max(1, Math.floor(phase.bake_seconds / samples)) };
};

/**
 * Seconds to wait before a numbered sample. The last one waits for what whole intervals leave over,
 * so that a bake is never shorter than planned.
 */
export const secondsBeforeSample = (
  phase: Pick<PlannedPhase, 'bake_seconds' | 'sample_interval_seconds'>,
  sample: number,
): number => {
  const { samples, interval_seconds: interval } = bakePlanOf(phase);
  const left = Math.max(0, phase.bake_seconds - samples * interval);
  return sample === samples ? interval + left : interval;
};

export interface BakeState {
  readonly plan: BakePlan;
  readonly samples_taken: number;
  /** Of the assets that completed in the phase. */
  readonly assets: readonly Pick<ExecutionAsset, 'asset_id' | 'samples_failed' | 'samples_taken'>[];
}

/**
 * Assets whose failed samples reach the share of all planned samples. Counted against what is
 * planned and not what was taken, the answer never turns back: who is unhealthy early stays so.
 */
export const unhealthyAssets = (
  { plan, assets }: BakeState,
  criterion: Pick<RollbackCriterion, 'max_unhealthy_sample_percent'>,
): BakeState['assets'] =>
  assets.filter(
    (asset) =>
      asset.samples_failed > 0 &&
      asset.samples_failed * 100 >= criterion.max_unhealthy_sample_percent * plan.samples,
  );

/**
 * The verdict on a phase, or null while the bake goes on. It fails as soon as an asset is
 * unhealthy, passes when all samples are in, and is inconclusive where there was nothing to judge
 * or an asset was not sampled often enough.
 */
export const judgeBake = (
  state: BakeState,
  criterion: Pick<RollbackCriterion, 'max_unhealthy_sample_percent'>,
): PhaseVerdict | null => {
  if (state.assets.length === 0) return 'inconclusive';
  if (unhealthyAssets(state, criterion).length > 0) return 'fail';
  if (state.samples_taken < state.plan.samples) return null;
  const undersampled = state.assets.some((asset) => asset.samples_taken < fewestSamples);
  return undersampled ? 'inconclusive' : 'pass';
};
