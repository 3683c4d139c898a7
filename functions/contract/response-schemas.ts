import * as z from 'zod';
import { GateDecision, GateStatus } from '../domain/approval/gate.ts';
import { Anchor, AnchorKey } from '../domain/audit/anchor.ts';
import { AuditRecord, ChainName } from '../domain/audit/audit-record.ts';
import { ChainHead } from '../domain/audit/chain.ts';
import { AnchorFaultKind } from '../domain/audit/verify-anchors.ts';
import { ChainFaultKind } from '../domain/audit/verify-chain.ts';
import { AssetStatus, ExecutionStatus, PhaseStatus } from '../domain/execution/execution-status.ts';
import { PhaseVerdict } from '../domain/execution/execution.ts';
import { Plan } from '../domain/plan/plan.ts';
import { ApprovalReason } from '../domain/policy/approval-reason.ts';
import { ApprovalRequirement } from '../domain/policy/approval-requirement.ts';
import { QualityScore } from '../domain/quality/quality-score.ts';
import { Environment, RiskLevel } from '../domain/shared/environment.ts';
import { problemStatuses, taskErrorCodes } from '../domain/shared/errors.ts';
import type { ProblemCode } from '../domain/shared/errors.ts';
import {
  AssetId,
  Digest,
  ExecutionId,
  GateId,
  OrgId,
  TaskId,
  Timestamp,
} from '../domain/shared/ids.ts';
import { TaskSpec } from '../domain/task/task-spec.ts';
import { TaskStatus } from '../domain/task/task-status.ts';
import { AgentName, TaskType } from '../domain/task/task-type.ts';
import { Actor, AgentResult, Validation } from '../domain/task/task.ts';
import { RiskClass } from '../domain/tool/tool.ts';
import { JsonObject } from '../domain/shared/json-object.ts';

const TaskError = z.strictObject({ code: z.enum(taskErrorCodes), message: z.string() });

const Approval = z.strictObject({
  gate_id: GateId,
  status: GateStatus,
  quorum: z.int(),
  four_eyes: z.boolean(),
  reasons: z.array(ApprovalReason),
  expires_at: Timestamp,
  decisions: z.array(GateDecision),
});

const TaskView = z.strictObject({
  task_id: TaskId,
  org_id: OrgId,
  status: TaskStatus,
  created_at: Timestamp,
  updated_at: Timestamp,
  intent: z.string(),
  context: JsonObject,
  dry_run: z.boolean(),
  requested_by: Actor,
  task_spec: TaskSpec,
  agent_result: AgentResult.nullable(),
  plan: Plan.nullable(),
  plan_digest: Digest.nullable(),
  validation: Validation.nullable(),
  quality_score: QualityScore.nullable(),
  requires_hitl: z.boolean(),
  approval_requirement: ApprovalRequirement.nullable(),
  approval: Approval.nullable(),
  execution_id: ExecutionId.nullable(),
  error: TaskError.nullable(),
  links: z.strictObject({
    self: z.string(),
    approval: z.string().optional(),
    execution: z.string().optional(),
  }),
});

const TaskSummary = z.strictObject({
  task_id: TaskId,
  org_id: OrgId,
  status: TaskStatus,
  created_at: Timestamp,
  updated_at: Timestamp,
  intent: z.string(),
  environment: Environment,
  risk_level: RiskLevel,
  task_type: TaskType,
  dry_run: z.boolean(),
  requested_by: Actor,
  summary: z.string().nullable(),
  affected_assets: z.int().nullable(),
  quality_total: z.number().nullable(),
  plan_digest: Digest.nullable(),
  gate_id: GateId.nullable(),
  execution_id: ExecutionId.nullable(),
  error: TaskError.nullable(),
});

const AssetView = z.strictObject({
  asset_id: z.string(),
  asset_name: z.string(),
  status: AssetStatus,
  started_at: Timestamp.nullable(),
  completed_at: Timestamp.nullable(),
  output: z.string().nullable(),
  error: z.string().nullable(),
});

const ExecutionView = z.strictObject({
  id: ExecutionId,
  task_id: TaskId,
  plan_digest: Digest,
  status: ExecutionStatus,
  version: z.int(),
  started_at: Timestamp,
  completed_at: Timestamp.nullable(),
  current_phase: z.int(),
  total_phases: z.int(),
  phases: z.array(
    z.strictObject({
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
      assets: z.array(AssetView).optional(),
    }),
  ),
  error: z.string().nullable(),
  rollback_error: z.string().nullable(),
});

const ExecutionSummary = ExecutionView.omit({ phases: true });

/** Assets whose action was sent before the acknowledgement: no other begins after it. */
const InFlight = z.array(AssetId);

const ControlAnswer = z.strictObject({
  execution_id: ExecutionId,
  status: ExecutionStatus,
  in_flight: InFlight,
});

const Agent = z.looseObject({
  name: AgentName,
  purpose: z.string(),
  task_types: z.array(TaskType),
  tools: z.array(z.string()),
});

const Tool = z.looseObject({
  name: z.string(),
  description: z.string(),
  risk_class: RiskClass,
  input_schema: JsonObject,
});

const Invocation = z.strictObject({
  call_id: z.string(),
  agent: AgentName,
  turn: z.int(),
  name: z.string(),
  risk_class: RiskClass,
  input: JsonObject,
  output_summary: z.string(),
  result: z.enum(['ok', 'error', 'denied']),
  error: z.string().nullable(),
  started_at: Timestamp,
  duration_ms: z.number(),
});

const AutonomyView = z.strictObject({
  environment: Environment,
  task_type: TaskType,
  action: z.string(),
  mode: z.enum(['plan_only', 'approve_all', 'score', 'canary_only', 'full_auto']),
  grant_needed: z.boolean(),
  granted: z.boolean(),
  max_assets: z.int(),
  approvers: z.int(),
  rests_on: z.array(TaskId),
  missing: z.array(z.string()),
  taken_away: z
    .strictObject({
      by: z.enum(['rejected', 'failed', 'rolled_back', 'policy_changed']),
      task_id: TaskId,
      at: Timestamp,
    })
    .nullable(),
});

const DecisionAnswer = z.strictObject({ task_id: TaskId, status: TaskStatus, approval: Approval });

const Readiness = z.strictObject({
  ready: z.boolean(),
  dependencies: z.array(
    z.strictObject({ name: z.string(), ok: z.boolean(), detail: z.string().nullable() }),
  ),
});

const problemCodes = Object.keys(problemStatuses) as [ProblemCode, ...ProblemCode[]];

/** RFC 9457, with the product's own `error` code; further members by code. */
export const ProblemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  error: z.enum(problemCodes),
  errors: z.array(z.strictObject({ pointer: z.string(), detail: z.string() })).optional(),
});

/** Body of each JSON answer, by operation and status. */
/** A chain as far as an answer holds it. */
const chainView = {
  head: ChainHead.nullable(),
  records: z.array(AuditRecord),
  next_after: z.int().optional(),
};

export const responseSchemas = {
  submitTask: {
    200: TaskView,
    202: z.strictObject({ task_id: TaskId, status: z.literal('planning'), task_spec: TaskSpec }),
  },
  listTasks: {
    200: z.strictObject({ tasks: z.array(TaskSummary), next_cursor: z.string().optional() }),
  },
  getTask: { 200: TaskView },
  approveTask: { 200: DecisionAnswer },
  rejectTask: { 200: DecisionAnswer },
  cancelTask: {
    202: z.strictObject({
      task_id: TaskId,
      status: TaskStatus,
      cancel_requested: z.boolean(),
      in_flight: InFlight,
    }),
  },
  listExecutions: { 200: z.strictObject({ executions: z.array(ExecutionSummary) }) },
  listToolInvocations: { 200: z.strictObject({ invocations: z.array(Invocation) }) },
  listTaskAudit: {
    200: z.strictObject({
      org_id: OrgId,
      task_id: TaskId,
      ...chainView,
      controls: z.array(z.strictObject({ execution_id: ExecutionId, ...chainView })),
    }),
  },
  listAudit: {
    200: z.strictObject({ records: z.array(AuditRecord), next_cursor: z.string().optional() }),
  },
  verifyAudit: {
    200: z.strictObject({
      verified: z.boolean(),
      fault: z
        .strictObject({
          org_id: OrgId,
          /** Null where an anchor itself is at fault, as seq is. */
          chain: ChainName.nullable(),
          seq: z.int().nullable(),
          kind: z.enum([...ChainFaultKind.options, ...AnchorFaultKind.options]),
          anchor: z.int().nullable(),
        })
        .nullable(),
      chains: z.int(),
      records: z.int(),
      next_cursor: z.string().optional(),
    }),
  },
  listAnchors: {
    200: z.strictObject({
      org_id: OrgId,
      key: AnchorKey,
      anchors: z.array(Anchor),
      next_after: z.int().optional(),
    }),
  },
  getExecution: { 200: ExecutionView },
  pauseExecution: { 202: ControlAnswer },
  resumeExecution: { 202: ControlAnswer },
  cancelExecution: { 202: ControlAnswer },
  getAutonomy: {
    200: z.strictObject({ org_id: OrgId, autonomy: z.array(AutonomyView) }),
  },
  listAgents: { 200: z.strictObject({ agents: z.array(Agent) }) },
  listTools: { 200: z.strictObject({ tools: z.array(Tool) }) },
  getOpenApi: { 200: z.looseObject({ openapi: z.literal('3.1.0') }) },
  getHealth: { 200: z.strictObject({ status: z.literal('ok') }) },
  getReadiness: { 200: Readiness, 503: Readiness },
} as const;
