import { hasExecutionEnded } from './execution-status.ts';
import { isRollingBack, shownStatus, shownVersion } from './shown-status.ts';
import { countsOf } from './failure-budget.ts';
import { asEnded } from './phase-progress.ts';
import type {
  AssetCounts,
  Execution,
  ExecutionAsset,
  ExecutionControl,
  ExecutionPhase,
} from './execution.ts';

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

const assetView = (line: ExecutionAsset) => ({
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

/**
 * The execution as the API answers it. `loaded` are the ledger lines that were loaded: all of them
 * for a small execution, those of the phases that need counting for a large one.
 */
export const executionView = (
  { execution, control }: ControlledExecution,
  loaded: readonly ExecutionAsset[],
) => {
  const lines = hasExecutionEnded(execution.status) ? asEnded(loaded) : loaded;
  const small = totalAssetsOf(execution) <= mostShownAssets;
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
      return {
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
        ...(small && { assets: own.map(assetView) }),
      };
    }),
    error: execution.error,
    rollback_error: execution.rollback_error,
  };
};
export type ExecutionView = ReturnType<typeof executionView>;

/** The execution as a list shows it: without phases. */
export const executionSummary = ({ execution, control }: ControlledExecution) => {
  const { id, task_id, plan_digest, started_at, completed_at } = execution;
  const { current_phase, total_phases, error, rollback_error } = execution;
  const status = shownStatus(execution, control);
  const version = shownVersion(execution, control);
  return {
    ...{ id, task_id, plan_digest, status, version, started_at, completed_at },
    ...{ current_phase, total_phases, error, rollback_error },
  };
};
