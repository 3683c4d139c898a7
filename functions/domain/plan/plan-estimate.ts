import type { PlannedPhase } from './plan.ts';

/** List prices in us-east-1, US dollars: Step Functions, Lambda on arm64, DynamoDB on demand. */
const perTransition = 0.025 / 1_000;
const perInvocation = 0.2 / 1_000_000 + 0.25 * 0.2 * 0.0000133334;
const perTransactionalWrite = (2 * 0.625) / 1_000_000;

/** Assets of one batch; each batch is a few states of the rollout's machine. */
const batchAssets = 20;
const statesPerRollout = 12;
const statesPerPhase = 8;
const statesPerBatch = 4;
const statesPerSample = 3;
const writesPerAsset = 6;

type Timed = Pick<
  PlannedPhase,
  'assets' | 'max_parallel' | 'bake_seconds' | 'sample_interval_seconds'
>;

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** Seconds from the first action to the end of the last bake when nothing fails. */
export const estimateDurationSeconds = (phases: readonly Timed[], actionSeconds: number): number =>
  round(
    phases.reduce(
      (sum, phase) =>
        sum +
        Math.ceil(phase.assets.length / phase.max_parallel) * actionSeconds +
        phase.bake_seconds,
      0,
    ),
    1,
  );

/** US dollars for the orchestrator's own AWS services; what the assets cost meanwhile is not in it. */
export const estimateCostUsd = (phases: readonly Timed[]): number => {
  let states = statesPerRollout;
  let writes = 0;
  for (const phase of phases) {
    const samples = Math.min(20, Math.ceil(phase.bake_seconds / phase.sample_interval_seconds));
    states += statesPerPhase + samples * statesPerSample;
    states += Math.ceil(phase.assets.length / batchAssets) * statesPerBatch;
    writes += phase.assets.length * writesPerAsset;
  }
  return round(states * (perTransition + perInvocation) + writes * perTransactionalWrite, 4);
};
