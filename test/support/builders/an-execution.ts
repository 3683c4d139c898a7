import type { Execution, ExecutionAsset } from '../../../functions/domain/execution/execution.ts';
import { AssetId, ExecutionId } from '../../../functions/domain/shared/ids.ts';
import { executionId, org, planDigest, taskId } from './ids.ts';

/** An execution of the plan of `aPlannedTask`, just begun. */
export const aNewExecution = (changes: Partial<Execution> = {}): Execution => ({
  id: executionId,
  org_id: org,
  task_id: taskId,
  plan_revision: 1,
  plan_digest: planDigest,
  status: 'running',
  version: 1,
  started_at: '2026-03-01T09:00:00.000Z',
  completed_at: null,
  current_phase: 0,
  total_phases: 0,
  phases: [],
  rollback_requested: false,
  rolls_back: false,
  error: null,
  rollback_error: null,
  ...changes,
});

/** A running execution of one phase of two assets. */
export const anExecution = (changes: Partial<Execution> = {}): Execution =>
  aNewExecution({
    id: ExecutionId.parse('exec-01j0000000000000000000000e'),
    version: 4,
    total_phases: 1,
    phases: [
      {
        index: 0,
        name: 'Canary',
        kind: 'canary',
        status: 'running',
        verdict: null,
        started_at: '2026-03-01T09:00:01.000Z',
        completed_at: null,
        total_assets: 2,
        batch_size: 2,
        counts: null,
        samples: 0,
        error: null,
      },
    ],
    ...changes,
  });

/** The line of an asset that nothing was done to yet. */
export const aLine = (changes: Partial<ExecutionAsset> = {}): ExecutionAsset => ({
  asset_id: AssetId.parse('i-0001'),
  asset_name: 'web-1',
  phase_index: 0,
  ordinal: 0,
  batch: 0,
  planned_version: 'v1',
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
  ...changes,
});
