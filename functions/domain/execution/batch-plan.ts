import type { Plan, PlannedPhase } from '../plan/plan.ts';
import type { ExecutionAsset } from './execution.ts';

/** Most assets in one batch: with a lock and a line each, a transaction of 100 items holds it. */
export const maxBatchSize = 20;

/**
 * How many assets begin together. At least two batches share the phase's parallelism where it
 * allows, so that a slow asset does not leave the others idle.
 */
export const batchSizeOf = (maxParallel: number): number =>
  Math.min(maxBatchSize, Math.max(1, Math.floor(maxParallel / 2)));

/** How many batches may be in flight, so that never more than `maxParallel` assets are. */
export const concurrencyOf = (maxParallel: number): number =>
  Math.max(1, Math.floor(maxParallel / batchSizeOf(maxParallel)));

const linesOfPhase = (phase: PlannedPhase, phaseIndex: number): readonly ExecutionAsset[] => {
  const size = batchSizeOf(phase.max_parallel);
  return phase.assets.map((asset, ordinal) => ({
    asset_id: asset.asset_id,
    asset_name: asset.name,
    phase_index: phaseIndex,
    ordinal,
    batch: Math.floor(ordinal / size),
    planned_version: asset.version,
    ...(asset.touched_digest !== undefined && { touched_digest: asset.touched_digest }),
    status: 'pending',
    applies: 0,
    undos: 0,
    fencing_token: 0,
    action_ref: null,
    before: null,
    version_after: null,
    samples_failed: 0,
    samples_taken: 0,
    started_at: null,
    completed_at: null,
    action_began_at: null,
    output: null,
    error: null,
  }));
};

/** The ledger of a plan before anything began: one line an asset, each in exactly one batch. */
export const ledgerLinesOf = (plan: Plan): readonly ExecutionAsset[] =>
  plan.phases.flatMap((phase, index) => linesOfPhase(phase, index));

/** First and last ordinal of a batch of assets that begin together. */
export const ordinalsOf = (
  batch: number,
  size: number,
): { readonly first: number; readonly last: number } => ({
  first: batch * size,
  last: (batch + 1) * size - 1,
});

/** Batches that still have an asset to begin or to await, in order. */
export const openBatches = (lines: readonly ExecutionAsset[]): readonly number[] =>
  [
    ...new Set(
      lines
        .filter((line) => line.status === 'pending' || line.status === 'running')
        .map((line) => line.batch),
    ),
  ].sort((a, b) => a - b);
