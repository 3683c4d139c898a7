import * as z from 'zod';
import { ApprovalView } from '../approval/approval-view.ts';
import { Plan } from '../plan/plan.ts';
import { ApprovalRequirement } from '../policy/approval-requirement.ts';
import { QualityScore } from '../quality/quality-score.ts';
import { Environment, RiskLevel } from '../shared/environment.ts';
import { AssetId, Digest, ExecutionId, GateId, OrgId, TaskId, Timestamp } from '../shared/ids.ts';
import { JsonObject } from '../shared/json-object.ts';
import type { View } from '../shared/view.ts';
import { TaskSpec } from './task-spec.ts';
import { TaskStatus } from './task-status.ts';
import { TaskType } from './task-type.ts';
import { Actor, AgentResult, TaskError, Validation } from './task.ts';
import type { Task } from './task.ts';

/** The fleet could not be asked for its names yet: `task_spec` is what the words say without them. */
const unread = z.literal(true).optional();

/** A task as POST /execute and GET /tasks/{id} answer it. */
export const TaskView = z.strictObject({
  task_id: TaskId,
  org_id: OrgId,
  status: TaskStatus,
  created_at: Timestamp,
  updated_at: Timestamp,
  intent: z.string(),
  context: JsonObject,
  dry_run: z.boolean(),
  require_approval: z.boolean(),
  requested_by: Actor,
  applies_task_id: TaskId.nullable(),
  applied_by_task_id: TaskId.nullable(),
  task_spec: TaskSpec,
  unread,
  agent_result: AgentResult.nullable(),
  plan: Plan.nullable(),
  plan_digest: Digest.nullable(),
  validation: Validation.nullable(),
  quality_score: QualityScore.nullable(),
  requires_hitl: z.boolean(),
  approval_requirement: ApprovalRequirement.nullable(),
  approval: ApprovalView.nullable(),
  execution_id: ExecutionId.nullable(),
  error: TaskError.nullable(),
  links: z.strictObject({
    self: z.string(),
    approval: z.string().optional(),
    execution: z.string().optional(),
  }),
});
export type TaskView = View<typeof TaskView>;

/** A task whose plan was not ready within the wait. */
export const PlanningTaskView = z.strictObject({
  task_id: TaskId,
  status: z.literal('planning'),
  task_spec: TaskSpec,
  unread,
});
export type PlanningTaskView = View<typeof PlanningTaskView>;

/** A task without its plan, as lists show it. */
export const TaskSummary = z.strictObject({
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
export type TaskSummary = View<typeof TaskSummary>;

/** A page of tasks, newest first. */
export const TaskPage = z.strictObject({
  tasks: z.array(TaskSummary),
  next_cursor: z.string().optional(),
});
export type TaskPage = View<typeof TaskPage>;

/** What a cancel is answered with: what was sent before and has not ended is named. */
export const CancelledTask = z.strictObject({
  task_id: TaskId,
  status: TaskStatus,
  cancel_requested: z.boolean(),
  in_flight: z.array(AssetId),
});
export type CancelledTask = View<typeof CancelledTask>;

export interface TaskViewParts {
  readonly task: Task;
  readonly plan: Plan | null;
  readonly approval: ApprovalView | null;
  /** Origin of links, without a trailing slash. */
  readonly publicUrl: string;
}

/** The id is taken before the execution is written: until the task executes, it names nothing yet. */
const namesExecution = {
  planning: true,
  pending_approval: true,
  approved: false,
  blocked: true,
  rejected: true,
  expired: true,
  executing: true,
  completed: true,
  failed: true,
  rolled_back: true,
  cancelled: true,
} satisfies Readonly<Record<Task['status'], boolean>>;

const executionOf = (task: Task): Task['execution_id'] =>
  namesExecution[task.status] ? task.execution_id : null;

const linksOf = ({ task, publicUrl }: TaskViewParts): TaskView['links'] => {
  const execution = executionOf(task);
  return {
    self: `${publicUrl}/api/v1/ai/tasks/${task.task_id}`,
    ...(task.gate_id && { approval: `${publicUrl}/approvals/${task.gate_id}` }),
    ...(execution && { execution: `${publicUrl}/api/v1/ai/executions/${execution}` }),
  };
};

const unreadMark = ({ unread: marked }: Task): Pick<TaskView, 'unread'> =>
  marked ? { unread: true } : {};

/** A task that is being planned still: there is nothing to show but what was understood. */
export const toPlanningView = (task: Task): PlanningTaskView => ({
  task_id: task.task_id,
  status: 'planning',
  task_spec: task.task_spec,
  ...unreadMark(task),
});

export const toTaskSummary = (task: Task): TaskSummary => ({
  task_id: task.task_id,
  org_id: task.org_id,
  status: task.status,
  created_at: task.created_at,
  updated_at: task.updated_at,
  intent: task.intent,
  environment: task.environment,
  risk_level: task.task_spec.risk_level,
  task_type: task.task_spec.task_type,
  dry_run: task.dry_run,
  requested_by: task.requested_by,
  summary: task.agent_result?.summary ?? null,
  affected_assets: task.agent_result?.affected_assets ?? null,
  quality_total: task.quality_score?.total ?? null,
  plan_digest: task.plan_digest,
  gate_id: task.gate_id,
  execution_id: executionOf(task),
  error: task.error,
});

export const toTaskView = (parts: TaskViewParts): TaskView => {
  const { task, plan, approval } = parts;
  return {
    task_id: task.task_id,
    org_id: task.org_id,
    status: task.status,
    created_at: task.created_at,
    updated_at: task.updated_at,
    intent: task.intent,
    context: task.context,
    dry_run: task.dry_run,
    require_approval: task.require_approval,
    requested_by: task.requested_by,
    applies_task_id: task.applies_task_id,
    applied_by_task_id: task.applied_by_task_id,
    task_spec: task.task_spec,
    ...unreadMark(task),
    agent_result: task.agent_result,
    plan,
    plan_digest: task.plan_digest,
    validation: task.validation,
    quality_score: task.quality_score,
    requires_hitl: task.approval_requirement?.required ?? false,
    approval_requirement: task.approval_requirement,
    approval,
    execution_id: executionOf(task),
    error: task.error,
    links: linksOf(parts),
  };
};
