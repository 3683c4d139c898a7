import { hasExecutionEnded } from '../../domain/execution/execution-status.ts';
import type { Execution } from '../../domain/execution/execution.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { changeKeyOf, leftOutKeyOf } from '../../domain/quality/change-key.ts';
import { TransientFailure } from '../../domain/shared/errors.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import type { ExecutionId, OrgId, TaskId } from '../../domain/shared/ids.ts';
import { moveTask } from '../../domain/task/move-task.ts';
import { hasTaskEnded } from '../../domain/task/task-status.ts';
import type { TaskStatus } from '../../domain/task/task-status.ts';
import type { Task } from '../../domain/task/task.ts';
import type { GateStore } from '../approval/approval-ports.ts';
import type { ExecutionStore } from '../execution/execution-ports.ts';
import type { RecentRuns, Ledger, PlanStore } from '../planning/planning-ports.ts';
import type { Clock, IdSource, UnitOfWork } from '../shared/ports.ts';
import type { TaskStore } from './task-ports.ts';
import { scopeOf } from '../shared/run-scope.ts';
import { retryOnConflict } from '../shared/with-retry.ts';
import { taskStatusAfter } from '../../domain/task/task-status-after.ts';
import { anchorDue } from '../shared/owed-messages.ts';
import { commit } from '../shared/commit.ts';
import type { PastChange } from '../../domain/quality/past-changes.ts';

export interface CloseTaskDeps {
  readonly clock: Clock;
  readonly ids: Pick<IdSource, 'messageId'>;
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly plans: Pick<PlanStore, 'get'>;
  readonly executions: Pick<ExecutionStore, 'get'>;
  readonly gates: Pick<GateStore, 'get'>;
  readonly ledger: Pick<Ledger, 'record'>;
  readonly recentRuns: Pick<RecentRuns, 'forget'>;
  readonly unitOfWork: UnitOfWork;
}

const outcomes: Readonly<Record<TaskStatus, PastChange['outcome']>> = {
  completed: 'completed',
  failed: 'failed',
  rolled_back: 'rolled_back',
  planning: 'none',
  pending_approval: 'none',
  approved: 'none',
  blocked: 'none',
  rejected: 'none',
  expired: 'none',
  executing: 'none',
  cancelled: 'none',
};

/** People reviewed a plan where its gate was decided by them; an unattended one teaches nothing here. */
const reviewOf = (task: Task): PastChange['review'] => {
  if (task.status === 'rejected') return 'rejected';
  const wasApprovedByPeople = task.gate_id !== null && task.execution_id !== null;
  return wasApprovedByPeople ? 'approved_unchanged' : 'none';
};

/** Who let the plan run: those who approved it, or nobody where score or mode took their place. */
const approvalOf = async (
  { gates }: CloseTaskDeps,
  task: Task,
): Promise<Pick<PastChange, 'approved_by' | 'registered' | 'people_told_apart' | 'waived'>> => {
  const { org_id, gate_id } = task;
  const gate = gate_id === null ? null : await gates.get({ org_id, gate_id });
  if (gate?.status !== 'approved')
    return { approved_by: [], registered: [], people_told_apart: false, waived: gate === null };
  const approvals = gate.decisions.filter(({ decision }) => decision === 'approved');
  return {
    approved_by: approvals.map(({ by }) => by),
    registered: gate.approvers,
    people_told_apart: gate.people_told_apart,
    waived: false,
  };
};

const completedAssets = (execution: Execution | null): number =>
  (execution?.phases ?? []).reduce((sum, { counts }) => sum + (counts?.completed ?? 0), 0);

/** A task that was let run and never did counts for nothing that comes after it. */
const forgetUnstarted = async (deps: CloseTaskDeps, task: Task, plan: Plan): Promise<void> => {
  if (task.approval_requirement?.required === false)
    await deps.recentRuns.forget(scopeOf(task.org_id, plan), task.task_id);
};

const recordOutcome = async (
  deps: CloseTaskDeps,
  task: Task,
  execution: Execution | null,
): Promise<void> => {
  const stored = await deps.plans.get(task, task.plan_revision);
  if (!stored) return;
  if (execution === null) await forgetUnstarted(deps, task, stored.plan);
  const review = reviewOf(task);
  const outcome = execution === null ? 'none' : outcomes[task.status];
  if (review === 'none' && outcome === 'none') return;
  await deps.ledger.record(task.org_id, {
    task_id: task.task_id,
    task_type: task.task_spec.task_type,
    environment: task.environment,
    agent: task.task_spec.agent,
    change_key: changeKeyOf(stored.plan),
    left_out: leftOutKeyOf(stored.plan),
    outcome,
    review,
    // Of the task's end, so that a repetition records the same.
    at: task.updated_at,
    action: stored.plan.action.type,
    assets_planned: stored.plan.total_assets,
    assets_completed: completedAssets(execution),
    dry_run: task.dry_run,
    requested_by: task.requested_by,
    ...(await approvalOf(deps, task)),
    policy_revision: task.validation?.policy_revision ?? null,
    origin: 'recorded',
  });
};

const closeExecuted = async (
  deps: CloseTaskDeps,
  task: Task,
  execution: Execution,
): Promise<Task> => {
  const to = taskStatusAfter[execution.status];
  if (to === null || !hasExecutionEnded(execution.status)) {
    throw new TransientFailure(`Execution ${execution.id} is still ${execution.status}`);
  }
  if (task.status !== 'executing') return task;
  const at = toTimestamp(deps.clock.now());
  const move = moveTask({
    task,
    to,
    at,
    actor: 'task-lifecycle',
    details: { execution_id: execution.id, execution_status: execution.status },
    // An execution is cancelled by its own control; the task shows it with its end.
    ...(to === 'cancelled' && { patch: { cancel_requested: true } }),
    ...(to === 'failed' && {
      patch: {
        error: {
          code: 'internal',
          message: execution.rollback_error ?? execution.error ?? 'The execution failed.',
        },
      },
    }),
  });
  await commit(deps.unitOfWork, move, { messages: [anchorDue(deps.ids, execution, at)] });
  return move.task;
};

/**
 * Brings a task to the end that its execution, or the lack of one, gave it, and writes the outcome
 * to the ledger. Repeating it changes nothing.
 * @throws TransientFailure while the execution has not ended.
 */
export const makeCloseTask =
  (deps: CloseTaskDeps) =>
  (input: { org_id: OrgId; task_id: TaskId; execution_id: ExecutionId | null }) =>
    retryOnConflict(async () => {
      const task = await deps.tasks.get(input);
      if (!task) throw new Error(`Task ${input.task_id} is not stored`);
      const execution = input.execution_id
        ? await deps.executions.get({ org_id: input.org_id, execution_id: input.execution_id })
        : null;
      const closed = execution ? await closeExecuted(deps, task, execution) : task;
      if (hasTaskEnded(closed.status)) await recordOutcome(deps, closed, execution);
      return { status: closed.status };
    });
