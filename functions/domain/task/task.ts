import * as z from 'zod';
import { Digest, ExecutionId, GateId, OrgId, TaskId, Timestamp } from '../shared/ids.ts';
import { Environment, RiskLevel } from '../shared/environment.ts';
import { taskErrorCodes } from '../shared/errors.ts';
import { ApprovalRequirement } from '../policy/approval-requirement.ts';
import { Finding } from '../policy/finding.ts';
import { QualityScore } from '../quality/quality-score.ts';
import { Evidence } from '../plan/plan.ts';
import { CandidateView } from './intent-view.ts';
import { TaskSpec } from './task-spec.ts';
import { TaskStatus } from './task-status.ts';
import { AgentName } from '../agent/agent-name.ts';
import { TaskType } from './task-type.ts';
import { JsonObject } from '../shared/json-object.ts';

/** A person or program as the authorizer knows it. */
export const Actor = z.strictObject({ id: z.string(), email: z.string().optional() }).readonly();
export type Actor = z.infer<typeof Actor>;

export const AgentResult = z
  .strictObject({
    agent_name: AgentName,
    planner: z.enum(['deterministic', 'claude', 'bedrock']),
    /** Markdown for people; the plan that runs is the canonical JSON. */
    plan: z.string(),
    summary: z.string(),
    affected_assets: z.int().min(0),
    risk_level: RiskLevel,
    evidence: z.array(Evidence),
  })
  .readonly();
export type AgentResult = z.infer<typeof AgentResult>;

export const Validation = z
  .strictObject({
    valid: z.boolean(),
    findings: z.array(Finding),
    policy_revision: z.string(),
    /** The plan that was validated: another plan has no verdict yet. */
    plan_digest: Digest.optional(),
  })
  .readonly();
export type Validation = z.infer<typeof Validation>;

/** Why a task ended; where its intent was unclear, also what can be sent instead. */
export const TaskError = z
  .strictObject({
    code: z.enum(taskErrorCodes),
    message: z.string(),
    candidates: z.array(CandidateView).readonly().optional(),
  })
  .readonly();
export type TaskError = z.infer<typeof TaskError>;

/** What the caller said beside the words of an intent. */
const UnreadIntent = z
  .strictObject({ environment: Environment.nullable(), task_type: TaskType.nullable() })
  .readonly();

/**
 * The stored task. `version` grows by one with each write and is the optimistic lock.
 * The plan itself is stored beside it, by revision.
 */
export const Task = z
  .strictObject({
    task_id: TaskId,
    org_id: OrgId,
    version: z.int().min(1),
    status: TaskStatus,
    created_at: Timestamp,
    updated_at: Timestamp,
    intent: z.string(),
    environment: Environment,
    context: JsonObject,
    dry_run: z.boolean(),
    /** The requester wants a person to decide; false in tasks from before one could. */
    require_approval: z.boolean().default(false),
    requested_by: Actor,
    /** The dry run whose plan the task carries out; null where it has one of its own. */
    applies_task_id: TaskId.nullable().default(null),
    /** Of a dry run: the task that carries its plan out, the newest where nothing came of earlier ones. */
    applied_by_task_id: TaskId.nullable().default(null),
    task_spec: TaskSpec,
    /**
     * Present while the fleet could not be asked for its names: until then `task_spec` is what the words
     * say without them. Null once the intent was read; absent where it was read before the task existed.
     */
    unread: UnreadIntent.nullable().optional(),
    /** How often the agent was asked again after a repairable rejection. */
    repairs: z.int().min(0),
    plan_revision: z.int().min(0),
    plan_digest: Digest.nullable(),
    agent_result: AgentResult.nullable(),
    validation: Validation.nullable(),
    quality_score: QualityScore.nullable(),
    approval_requirement: ApprovalRequirement.nullable(),
    gate_id: GateId.nullable(),
    execution_id: ExecutionId.nullable(),
    cancel_requested: z.boolean(),
    error: TaskError.nullable(),
  })
  .readonly();
export type Task = z.infer<typeof Task>;
