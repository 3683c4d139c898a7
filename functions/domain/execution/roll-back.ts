import { hasMoved } from '../action/touched.ts';
import type { PlannedPhase } from '../plan/plan.ts';
import { Digest } from '../shared/ids.ts';
import { isUndoing } from './asset-line.ts';
import { maxBatchSize } from './batch-plan.ts';
import type { ExecutionAsset } from './execution.ts';

const textOf = (line: Pick<ExecutionAsset, 'before'>, name: string): string | null => {
  const value = line.before?.[name];
  return typeof value === 'string' ? value : null;
};

/** The version just before the apply. Where only what is not touched had changed, it is not the planned one. */
const versionBefore = (line: ExecutionAsset): string =>
  textOf(line, 'version') ?? line.planned_version;

/**
 * True for an asset that the execution changed and has not begun to undo. A failed apply counts
 * when the asset's version moved under it; one that the fleet refused did not touch the asset.
 */
export const isTouched = (line: ExecutionAsset): boolean => {
  if (line.applies === 0 || line.undos > 0) return false;
  if (line.status === 'completed') return true;
  const changed = line.version_after !== null && line.version_after !== versionBefore(line);
  return line.status === 'failed' && changed;
};

/** True for an asset that a roll-back still has to act on or to await. */
const awaitsUndo = (line: ExecutionAsset): boolean => isTouched(line) || isUndoing(line);

/** Undo respects the phase's parallelism: it takes an asset out of service as an apply does. */
export const undoBatchSizeOf = (phase: Pick<PlannedPhase, 'max_parallel'>): number =>
  Math.min(maxBatchSize, phase.max_parallel);

export interface UndoBatch {
  readonly phase_index: number;
  /** Counts from 0 over the phase's ordinals, by `undoBatchSizeOf`. */
  readonly batch: number;
}

/**
 * The batches that undo touched assets, last touched first. Cut by ordinal and not by what is
 * touched, so that the list is the same however often it is made.
 */
export const undoBatches = (
  phases: readonly Pick<PlannedPhase, 'max_parallel'>[],
  lines: readonly ExecutionAsset[],
): readonly UndoBatch[] =>
  phases
    .flatMap((phase, index): UndoBatch[] => {
      const size = undoBatchSizeOf(phase);
      const batches = lines
        .filter((line) => line.phase_index === index && awaitsUndo(line))
        .map((line) => Math.floor(line.ordinal / size));
      return [...new Set(batches)]
        .sort((a, b) => a - b)
        .map((batch) => ({ phase_index: index, batch }));
    })
    .reverse();

/** Assets that stay changed although they should have been taken back. */
export const leftBehind = (lines: readonly ExecutionAsset[]): readonly ExecutionAsset[] =>
  lines.filter((line) => line.status === 'rollback_failed' || awaitsUndo(line));

/**
 * What a failed apply left: the version that inventory shows, or null where the asset was not ours
 * to change: when it was captured with something touched that was not as planned, somebody else had
 * moved the asset and the fleet refused to act.
 */
export const versionAfterFailure = (
  line: Pick<ExecutionAsset, 'planned_version' | 'touched_digest' | 'before'>,
  current: string | null,
): string | null => {
  const seen = { version: line.planned_version, touched_digest: line.touched_digest };
  const version = textOf(line, 'version') ?? line.planned_version;
  const touched = Digest.safeParse(textOf(line, 'touched_digest')).data ?? null;
  return hasMoved(seen, { version, touched }) ? null : current;
};
