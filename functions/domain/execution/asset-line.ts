import type { Timestamp } from '../shared/ids.ts';
import type { ExecutionAsset } from './execution.ts';

/*
 * The life of a ledger line, each step a pure function:
 * pending -> running -> completed | failed, and from there running (undo) -> rolled_back | rollback_failed.
 * pending -> failed | skipped where nothing was begun.
 */

/** Takes an asset for its apply, under the fencing token of its lock. */
export const startApply = (
  line: ExecutionAsset,
  at: Timestamp,
  fencingToken: number,
): ExecutionAsset => ({
  ...line,
  status: 'running',
  applies: line.applies + 1,
  fencing_token: fencingToken,
  started_at: at,
  action_began_at: at,
});

/** Notes what an undo needs, before anything is begun. */
export const applyCaptured = (
  line: ExecutionAsset,
  before: NonNullable<ExecutionAsset['before']>,
): ExecutionAsset => ({ ...line, before });

/** Notes the fleet's handle of an action that began; what was captured is known by then, or told now. */
export const actionBegun = (
  line: ExecutionAsset,
  begun: { readonly ref: string; readonly before?: NonNullable<ExecutionAsset['before']> },
): ExecutionAsset => ({
  ...line,
  action_ref: begun.ref,
  before: line.before ?? begun.before ?? null,
});

export const applySucceeded = (
  line: ExecutionAsset,
  at: Timestamp,
  result: { readonly version: string; readonly output: string },
): ExecutionAsset => ({
  ...line,
  status: 'completed',
  action_ref: null,
  version_after: result.version,
  completed_at: at,
  output: result.output,
  error: null,
});

/** `versionAfter` is what inventory showed after the failure; null where nothing was begun or nothing is known. */
export const applyFailed = (
  line: ExecutionAsset,
  at: Timestamp,
  failure: { readonly error: string; readonly versionAfter: string | null },
): ExecutionAsset => ({
  ...line,
  status: 'failed',
  action_ref: null,
  version_after: failure.versionAfter,
  completed_at: at,
  error: failure.error,
});

/** Ends an asset that was never begun. */
export const endUnbegun = (
  line: ExecutionAsset,
  at: Timestamp,
  end: { readonly status: 'failed' | 'skipped'; readonly error: string },
): ExecutionAsset => ({ ...line, status: end.status, completed_at: at, error: end.error });

export const startUndo = (
  line: ExecutionAsset,
  at: Timestamp,
  fencingToken: number,
): ExecutionAsset => ({
  ...line,
  status: 'running',
  undos: line.undos + 1,
  fencing_token: fencingToken,
  action_began_at: at,
  action_ref: null,
});

export const undoSucceeded = (
  line: ExecutionAsset,
  at: Timestamp,
  result: { readonly version: string; readonly output: string },
): ExecutionAsset => ({
  ...line,
  status: 'rolled_back',
  action_ref: null,
  version_after: result.version,
  completed_at: at,
  output: result.output,
});

export const undoFailed = (line: ExecutionAsset, at: Timestamp, error: string): ExecutionAsset => ({
  ...line,
  status: 'rollback_failed',
  action_ref: null,
  completed_at: at,
  error,
});

export const isApplying = (line: ExecutionAsset): boolean =>
  line.status === 'running' && line.undos === 0;

export const isUndoing = (line: ExecutionAsset): boolean =>
  line.status === 'running' && line.undos > 0;

/** Whether what people see of a line differs. */
export const changedVisibly = (from: ExecutionAsset, to: ExecutionAsset): boolean =>
  from.status !== to.status || from.output !== to.output || from.error !== to.error;
