import * as z from 'zod';
import { AssetChange } from '../action/changes.ts';
import { Undo } from '../action/undo.ts';
import { AssetId, Digest, Timestamp } from '../shared/ids.ts';
import { Environment, RiskLevel } from '../shared/environment.ts';
import { Span } from '../task/span.ts';
import { Selector } from '../task/task-spec.ts';
import { AgentName } from '../agent/agent-name.ts';
import { TaskType } from '../task/task-type.ts';
import { HealthCheck } from './health-check.ts';
import { JsonObject } from '../shared/json-object.ts';

/**
 * An asset as the plan saw it. Drift safety compares with the digest of what the action touches, and
 * with the version where there is no digest; people are shown the version.
 */
export const PlannedAsset = z
  .strictObject({
    asset_id: AssetId,
    name: z.string(),
    version: z.string(),
    touched_digest: Digest.optional(),
    /** What the action changes of it; absent in plans from before it was told. */
    changes: z.array(AssetChange).optional(),
    /** Open flaws of it that the action closes; absent where it closes none. */
    cve_ids: z.array(z.string()).optional(),
    zone: z.string().optional(),
  })
  .readonly();
export type PlannedAsset = z.infer<typeof PlannedAsset>;

/** An action of the catalogue with its typed parameters; `parameters` is parsed by the action's own schema. */
export const PlannedAction = z
  .strictObject({
    type: z.string(),
    parameters: JsonObject,
    undo: Undo,
    /** True where the fleet only simulates actions (demo and file fleets). */
    simulated: z.boolean(),
  })
  .readonly();
export type PlannedAction = z.infer<typeof PlannedAction>;

/** The phase fails once more than `max_failed` assets, or more than `max_failed_percent` of them, failed. */
export const FailureThreshold = z
  .strictObject({ max_failed: z.int().min(0), max_failed_percent: z.number().min(0).max(100) })
  .readonly();
export type FailureThreshold = z.infer<typeof FailureThreshold>;

export const RollbackCriterion = z
  .strictObject({
    failure_threshold_exceeded: z.boolean(),
    health_check_failed: z.boolean(),
    /** Share of failed samples of one asset, in per cent, from which it counts as unhealthy. */
    max_unhealthy_sample_percent: z.number().min(0).max(100),
  })
  .readonly();
export type RollbackCriterion = z.infer<typeof RollbackCriterion>;

export const PlannedPhase = z
  .strictObject({
    name: z.string(),
    kind: z.enum(['canary', 'wave']),
    assets: z.array(PlannedAsset),
    /** Most assets acted on at the same time. */
    max_parallel: z.int().min(1),
    bake_seconds: z.int().min(0),
    sample_interval_seconds: z.int().min(1),
    health_checks: z.array(HealthCheck),
    failure_threshold: FailureThreshold,
    rollback_if: RollbackCriterion,
  })
  .readonly();
export type PlannedPhase = z.infer<typeof PlannedPhase>;

export const ExcludedAsset = z
  .strictObject({ asset_id: AssetId, name: z.string().optional(), reason: z.string() })
  .readonly();
export type ExcludedAsset = z.infer<typeof ExcludedAsset>;

export const Evidence = z
  .strictObject({
    /** The tool call that the statement rests on. */
    tool_call_id: z.string(),
    tool: z.string(),
    statement: z.string(),
  })
  .readonly();
export type Evidence = z.infer<typeof Evidence>;

/** What a person approves, and exactly what runs: canonical JSON with a SHA-256 digest. */
export const Plan = z
  .strictObject({
    summary: z.string(),
    task_type: TaskType,
    agent: AgentName,
    environment: Environment,
    risk_level: RiskLevel,
    action: PlannedAction,
    selector: Selector,
    /** What each word of the request was taken for; absent in plans from before it was kept. */
    understood: z.array(Span).optional(),
    /** The requester wants a person to decide; absent where the request doesn't ask for it. */
    require_approval: z.literal(true).optional(),
    total_assets: z.int().min(0),
    /** Every flaw that is closed on some asset; absent where none is. */
    cve_ids: z.array(z.string()).optional(),
    phases: z.array(PlannedPhase),
    /** Most failed assets over the whole execution. */
    failure_budget: FailureThreshold,
    /** No phase begins before; absent where the request named no time, as the next ones. */
    not_before: Timestamp.optional(),
    /** No phase begins after. */
    not_after: Timestamp.optional(),
    /** Least seconds between the end of a phase's actions and the next phase; every bake but the last lasts as long. */
    phase_wait_seconds: z.int().min(1).optional(),
    rollback: z
      .strictObject({
        strategy: z.literal('reverse_touched_assets'),
        method: z.string(),
        captures: z.array(z.string()),
      })
      .readonly(),
    excluded: z.array(ExcludedAsset),
    assumptions: z.array(z.string()),
    alternatives: z.array(z.string()),
    evidence: z.array(Evidence),
    /** Whether simulate_rollout was run on this plan and passed. */
    simulation: z
      .strictObject({ passed: z.boolean(), tool_call_id: z.string() })
      .readonly()
      .nullable(),
    estimated_duration_seconds: z.number().min(0),
    estimated_cost_usd: z.number().min(0),
    planned_at: Timestamp,
  })
  .readonly();
export type Plan = z.infer<typeof Plan>;

/** A stored plan: the revision counts from 1 and grows with each repair or modification. */
export interface PlanRevision {
  readonly revision: number;
  readonly digest: Digest;
  readonly plan: Plan;
}
