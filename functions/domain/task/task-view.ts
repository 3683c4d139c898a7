import type { ApprovalView } from '../approval/approval-view.ts';
import type { Plan } from '../plan/plan.ts';
import type { Task } from './task.ts';

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

const linksOf = ({ task, publicUrl }: TaskViewParts) => ({
  self: `${publicUrl}/api/v1/ai/tasks/${task.task_id}`,
  ...(task.gate_id && { approval: `${publicUrl}/approvals/${task.gate_id}` }),
  ...(executionOf(task) && {
    execution: `${publicUrl}/api/v1/ai/executions/${executionOf(task) ?? ''}`,
  }),
});

/** A task without its plan, as lists show it. */
export const toTaskSummary = (task: Task) => ({
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

/** A task as POST /execute and GET /tasks/{id} answer it. */
export const toTaskView = (parts: TaskViewParts) => {
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
    requested_by: task.requested_by,
    task_spec: task.task_spec,
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

export type TaskView = ReturnType<typeof toTaskView>;
