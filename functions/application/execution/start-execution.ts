import { batchSizeOf, ledgerLinesOf } from '../../domain/execution/batch-plan.ts';
import { neverControlled } from '../../domain/execution/execution.ts';
import type { Execution } from '../../domain/execution/execution.ts';
import {
  engine,
  enteredExecutionStatus,
  executionEntry,
} from '../../domain/execution/move-execution.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { digestOf } from '../../domain/shared/canonical.ts';
import { notFound } from '../../domain/shared/errors.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import type { Digest, ExecutionId, OrgId, TaskId, Timestamp } from '../../domain/shared/ids.ts';
import { changeTask, moveTask } from '../../domain/task/move-task.ts';
import type { Task } from '../../domain/task/task.ts';
import type { ExecutionStore } from './execution-ports.ts';
import type { RecentRuns, PlanStore } from '../planning/planning-ports.ts';
import type { Clock, IdSource, UnitOfWork } from '../shared/ports.ts';
import type { TaskStore } from '../task/task-ports.ts';
import { runOf } from '../shared/run-scope.ts';
import { retryOnConflict } from '../shared/with-retry.ts';
import { executionNotice } from '../shared/owed-messages.ts';
import { commit } from '../shared/commit.ts';

export interface StartExecutionDeps {
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly plans: Pick<PlanStore, 'get'>;
  readonly executions: Pick<ExecutionStore, 'addLines'>;
  readonly recentRuns: Pick<RecentRuns, 'remember'>;
  readonly unitOfWork: UnitOfWork;
  readonly ids: IdSource;
  readonly clock: Clock;
}

export interface StartedExecution {
  readonly outcome: 'ready' | 'refused';
  readonly execution_id: ExecutionId | null;
}

interface Opening {
  readonly task: Task;
  readonly plan: Plan;
  readonly digest: Digest;
  readonly at: Timestamp;
  readonly id: ExecutionId;
}

const openingExecution = ({ task, plan, digest, at, id }: Opening): Execution => ({
  id,
  org_id: task.org_id,
  task_id: task.task_id,
  plan_revision: task.plan_revision,
  plan_digest: digest,
  status: 'pending',
  version: 1,
  started_at: at,
  completed_at: null,
  current_phase: 0,
  total_phases: plan.phases.length,
  phases: plan.phases.map((phase, index) => ({
    index,
    name: phase.name,
    kind: phase.kind,
    status: 'pending',
    verdict: null,
    started_at: null,
    completed_at: null,
    total_assets: phase.assets.length,
    batch_size: batchSizeOf(phase.max_parallel),
    counts: null,
    samples: 0,
    error: null,
  })),
  rollback_requested: false,
  rolls_back: false,
  error: null,
  rollback_error: null,
});

/** Names the execution in the task before anything of it is written, so that a repetition goes on with it. */
const reserve = async (
  { unitOfWork, ids }: StartExecutionDeps,
  task: Task,
  at: Timestamp,
): Promise<{ task: Task; id: ExecutionId }> => {
  if (task.execution_id) return { task, id: task.execution_id };
  const id = ids.executionId();
  const write = changeTask(task, at, { execution_id: id });
  await commit(unitOfWork, { documents: [write] });
  return { task: write.document, id };
};

const open = async (deps: StartExecutionDeps, opening: Opening): Promise<void> => {
  const { task, at, id } = opening;
  const execution = openingExecution(opening);
  const move = moveTask({
    task,
    to: 'executing',
    at,
    actor: engine,
    details: { execution_id: id },
  });
  const details = { plan_revision: task.plan_revision, total_phases: execution.total_phases };
  await commit(deps.unitOfWork, move, {
    documents: [
      { kind: 'execution', document: execution, expected: null },
      {
        kind: 'control',
        org_id: task.org_id,
        execution_id: id,
        document: neverControlled,
        expected: null,
      },
    ],
    audit: [executionEntry(execution, { at, actor: engine, event: 'execution_pending', details })],
    messages: [executionNotice(deps.ids, execution, { event: 'execution_started', at })],
    counters: [enteredExecutionStatus(task.org_id, 'pending')],
  });
};

/** A plan that is not the approved one ends the task: what was approved can't run any more. */
const refuse = async (
  { unitOfWork }: StartExecutionDeps,
  task: Task,
  at: Timestamp,
): Promise<StartedExecution> => {
  const message = `The stored plan is not the one with the approved digest ${task.plan_digest ?? '(none)'}.`;
  const move = moveTask({
    task,
    to: 'failed',
    at,
    actor: engine,
    details: { reason: message },
    patch: { error: { code: 'plan-invalid', message }, execution_id: null },
  });
  await commit(unitOfWork, move);
  return { outcome: 'refused', execution_id: null };
};

/**
 * Opens the execution of an approved task: its ledger first, then in one transaction execution,
 * control and the task's move to `executing`. Refuses a task that is not approved (any more) or
 * whose stored plan has another digest than the approved one. A repetition finds the first execution.
 * @throws Rejection `not-found` for an unknown task.
 */
export const makeStartExecution =
  (deps: StartExecutionDeps) =>
  (input: { readonly org_id: OrgId; readonly task_id: TaskId }): Promise<StartedExecution> =>
    retryOnConflict(async () => {
      const task = await deps.tasks.get(input);
      if (!task) throw notFound('task');
      if (task.status === 'executing' && task.execution_id) {
        return { outcome: 'ready', execution_id: task.execution_id };
      }
      if (task.status !== 'approved' || task.cancel_requested) {
        return { outcome: 'refused', execution_id: null };
      }
      const at = toTimestamp(deps.clock.now());
      const stored = await deps.plans.get(input, task.plan_revision);
      if (!stored || digestOf(stored.plan) !== task.plan_digest) return refuse(deps, task, at);

      const { plan } = stored;
      const digest = task.plan_digest;
      const reserved = await reserve(deps, task, at);
      await deps.recentRuns.remember(runOf(task, plan, at));
      await deps.executions.addLines(
        { org_id: task.org_id, execution_id: reserved.id },
        ledgerLinesOf(plan),
      );
      await open(deps, { ...reserved, plan, digest, at });
      return { outcome: 'ready', execution_id: reserved.id };
    });
