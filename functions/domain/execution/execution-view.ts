import * as z from 'zod';
import { AssetId, Digest, ExecutionId, TaskId, Timestamp } from '../shared/ids.ts';
import type { View } from '../shared/view.ts';
import {
  AssetStatus,
  ExecutionStatus,
  hasExecutionEnded,
  PhaseStatus,
} from './execution-status.ts';
import { isRollingBack, shownStatus, shownVersion } from './shown-status.ts';
import { countsOf } from './failure-budget.ts';
import { asEnded } from './phase-progress.ts';
import { PhaseVerdict, WaitingFor } from './execution.ts';
import type {
  AssetCounts,
  Execution,
  ExecutionAsset,
  ExecutionControl,
  ExecutionPhase,
} from './execution.ts';

const AssetView = z.strictObject({
  asset_id: z.string(),
  asset_name: z.string(),
  status: AssetStatus,
  started_at: Timestamp.nullable(),
  completed_at: Timestamp.nullable(),
  output: z.string().nullable(),
  error: z.string().nullable(),
});
type AssetView = View<typeof AssetView>;

const PhaseView = z.strictObject({
  name: z.string(),
  kind: z.enum(['canary', 'wave']),
  status: PhaseStatus,
  verdict: PhaseVerdict.nullable(),
  started_at: Timestamp.nullable(),
  completed_at: Timestamp.nullable(),
  total_assets: z.int(),
  samples: z.int(),
  counts: z.partialRecord(AssetStatus, z.int()),
  error: z.string().nullable(),
  waiting_for: WaitingFor.optional(),
  assets: z.array(AssetView).optional(),
});
type PhaseView = View<typeof PhaseView>;

/** The execution as the API answers it. */
export const ExecutionView = z.strictObject({
  id: ExecutionId,
  task_id: TaskId,
  plan_digest: Digest,
  status: ExecutionStatus,
  version: z.int(),
  started_at: Timestamp,
  completed_at: Timestamp.nullable(),
  current_phase: z.int(),
  total_phases: z.int(),
  phases: z.array(PhaseView),
  error: z.string().nullable(),
  rollback_error: z.string().nullable(),
});
export type ExecutionView = View<typeof ExecutionView>;

/** The execution as a list shows it: without phases. */
const ExecutionSummary = ExecutionView.omit({ phases: true });
type ExecutionSummary = View<typeof ExecutionSummary>;

/** The executions of a task, newest first. */
export const ExecutionsView = z.strictObject({ executions: z.array(ExecutionSummary) });
export type ExecutionsView = View<typeof ExecutionsView>;

/**
 * What an operator's word is answered with. `in_flight` are the assets whose action was sent, or may
 * have been sent, before and has not ended: no other begins after the answer.
 */
export const ControlledView = z.strictObject({
  execution_id: ExecutionId,
  status: ExecutionStatus,
  in_flight: z.array(AssetId),
});
export type ControlledView = View<typeof ControlledView>;

/** Up to so many assets an execution is shown with each of them. */
export const mostShownAssets = 200;

export const totalAssetsOf = (execution: Execution): number =>
  execution.phases.reduce((total, phase) => total + phase.total_assets, 0);

/**
 * Whether a phase's assets have to be counted to be shown: not those of a phase that is settled
 * or not begun, while nothing is rolled back.
 */
export const needsCounting = (execution: Execution, phase: ExecutionPhase): boolean =>
  phase.status !== 'pending' && (phase.counts === null || isRollingBack(execution));

const countsShown = (phase: ExecutionPhase, lines: readonly ExecutionAsset[]): AssetCounts => {
  if (lines.length > 0) return countsOf(lines);
  if (phase.counts) return phase.counts;
  return phase.total_assets === 0 ? {} : { pending: phase.total_assets };
};

const assetView = (line: ExecutionAsset): AssetView => ({
  asset_id: line.asset_id,
  asset_name: line.asset_name,
  status: line.status,
  started_at: line.started_at,
  completed_at: line.completed_at,
  output: line.output,
  error: line.error,
});

/** An execution and what its operators said of it last. */
export interface ControlledExecution {
  readonly execution: Execution;
  readonly control: ExecutionControl;
}

const phaseView = (
  phase: ExecutionPhase,
  own: readonly ExecutionAsset[],
  isSmall: boolean,
): PhaseView => ({
  name: phase.name,
  kind: phase.kind,
  status: phase.status,
  verdict: phase.verdict,
  started_at: phase.started_at,
  completed_at: phase.completed_at,
  total_assets: phase.total_assets,
  samples: phase.samples,
  error: phase.error,
  counts: countsShown(phase, own),
  ...(phase.waiting_for && { waiting_for: phase.waiting_for }),
  ...(isSmall && { assets: own.map(assetView) }),
});

/**
 * The execution as the API answers it. `loaded` are the ledger lines that were loaded: all of them
 * for a small execution, those of the phases that need counting for a large one.
 */
export const executionView = (
  { execution, control }: ControlledExecution,
  loaded: readonly ExecutionAsset[],
): ExecutionView => {
  const lines = hasExecutionEnded(execution.status) ? asEnded(loaded) : loaded;
  const isSmall = totalAssetsOf(execution) <= mostShownAssets;
  return {
    id: execution.id,
    task_id: execution.task_id,
    plan_digest: execution.plan_digest,
    status: shownStatus(execution, control),
    version: shownVersion(execution, control),
    started_at: execution.started_at,
    completed_at: execution.completed_at,
    current_phase: execution.current_phase,
    total_phases: execution.total_phases,
    phases: execution.phases.map((phase) => {
      const own = lines.filter((line) => line.phase_index === phase.index);
      return phaseView(phase, own, isSmall);
    }),
    error: execution.error,
    rollback_error: execution.rollback_error,
  };
};

export const executionSummary = ({
  execution,
  control,
}: ControlledExecution): ExecutionSummary => ({
  id: execution.id,
  task_id: execution.task_id,
  plan_digest: execution.plan_digest,
  status: shownStatus(execution, control),
  version: shownVersion(execution, control),
  started_at: execution.started_at,
  completed_at: execution.completed_at,
  current_phase: execution.current_phase,
  total_phases: execution.total_phases,
  error: execution.error,
  rollback_error: execution.rollback_error,
});
