import * as z from 'zod';
import { AssetId, Digest, ExecutionId, OrgId, TaskId, Timestamp } from '../shared/ids.ts';
import type { ExecutionRef } from '../shared/refs.ts';
import { AssetStatus, ExecutionStatus, PhaseStatus } from './execution-status.ts';
import { JsonObject } from '../shared/json-object.ts';

export const PhaseVerdict = z.enum(['pass', 'fail', 'inconclusive']);
export type PhaseVerdict = z.infer<typeof PhaseVerdict>;

/** How many assets have a status; a status that none has is left out. */
export const AssetCounts = z.partialRecord(AssetStatus, z.int().min(0)).readonly();
export type AssetCounts = z.infer<typeof AssetCounts>;

/** The start time of its plan. */
export const WaitingFor = z.strictObject({ not_before: Timestamp }).readonly();
export type WaitingFor = z.infer<typeof WaitingFor>;

/** Progress of one phase. */
export const ExecutionPhase = z
  .strictObject({
    index: z.int().min(0),
    name: z.string(),
    kind: z.enum(['canary', 'wave']),
    status: PhaseStatus,
    verdict: PhaseVerdict.nullable(),
    started_at: Timestamp.nullable(),
    completed_at: Timestamp.nullable(),
    total_assets: z.int().min(0),
    /** Most assets that begin together. */
    batch_size: z.int().min(1),
    /** Assets by status when the phase was last settled; null before. */
    counts: AssetCounts.nullable(),
    /** Samples taken in the bake so far. */
    samples: z.int().min(0),
    error: z.string().nullable(),
    /** What a phase that is `waiting` waits for; absent or null in any other. */
    waiting_for: WaitingFor.nullable().optional(),
  })
  .readonly();
export type ExecutionPhase = z.infer<typeof ExecutionPhase>;

/** The stored execution; `version` grows by one with each visible change, also of a phase or asset. */
export const Execution = z
  .strictObject({
    id: ExecutionId,
    org_id: OrgId,
    task_id: TaskId,
    plan_revision: z.int().min(1),
    plan_digest: Digest,
    status: ExecutionStatus,
    version: z.int().min(1),
    started_at: Timestamp,
    completed_at: Timestamp.nullable(),
    current_phase: z.int().min(0),
    total_phases: z.int().min(0),
    phases: z.array(ExecutionPhase),
    /** What an operator's cancel asked for, once the rollout is ended by it. */
    rollback_requested: z.boolean(),
    /** True from the move to `rolling_back` on, also while that is paused. */
    rolls_back: z.boolean().default(false),
    error: z.string().nullable(),
    rollback_error: z.string().nullable(),
  })
  .readonly();
export type Execution = z.infer<typeof Execution>;

/** How an execution is named from outside. */
export const executionRefOf = ({ org_id, id }: Pick<Execution, 'org_id' | 'id'>): ExecutionRef => ({
  org_id,
  execution_id: id,
});

/**
 * What operators want of an execution, apart from it: a control writes nothing that its batches
 * write. Each change has its own epoch, and nothing begins under another than it was admitted with.
 * `closed` is the engine's word for an execution that ends or has ended: no control moves it.
 */
export const ExecutionControl = z
  .strictObject({
    desired: z.enum(['run', 'pause', 'cancel', 'closed']),
    epoch: z.int().min(1),
    /** With `cancel`: whether what was changed is taken back. */
    rollback: z.boolean().default(false),
    /** Whose word it is; null where it is the engine's. */
    by: z.string().nullable().default(null),
  })
  .readonly();
export type ExecutionControl = z.infer<typeof ExecutionControl>;

/** Control as each execution begins with it. */
export const neverControlled: ExecutionControl = {
  desired: 'run',
  rollback: false,
  by: null,
  epoch: 1,
};

/** The ledger line of one asset in one execution. */
export const ExecutionAsset = z
  .strictObject({
    asset_id: AssetId,
    asset_name: z.string(),
    phase_index: z.int().min(0),
    /** Position in the phase, and the batch it belongs to; both fixed when the execution is prepared. */
    ordinal: z.int().min(0),
    batch: z.int().min(0),
    planned_version: z.string(),
    /** As planned: the digest of what the action touches. Lines of an earlier version have none. */
    touched_digest: Digest.optional(),
    status: AssetStatus,
    /** Number of times that an action was begun on the asset: never more than one apply and one undo. */
    applies: z.int().min(0),
    undos: z.int().min(0),
    /** The fencing token of the lock that the asset was last begun under; 0 before. */
    fencing_token: z.int().min(0),
    /** The fleet's handle of the action in flight. */
    action_ref: z.string().nullable(),
    /** What was captured before the apply, for the undo's compare-and-swap. */
    before: JsonObject.nullable(),
    version_after: z.string().nullable(),
    samples_failed: z.int().min(0),
    samples_taken: z.int().min(0),
    started_at: Timestamp.nullable(),
    completed_at: Timestamp.nullable(),
    /** When the action in flight, or the last one, was begun. */
    action_began_at: Timestamp.nullable(),
    output: z.string().nullable(),
    error: z.string().nullable(),
  })
  .readonly();
export type ExecutionAsset = z.infer<typeof ExecutionAsset>;
