import {
  changeExecution,
  engine,
  executionEntry,
} from '../../../domain/execution/move-execution.ts';
import type { Execution, ExecutionControl } from '../../../domain/execution/execution.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { digestOf } from '../../../domain/shared/canonical.ts';
import { Conflict, Rejection } from '../../../domain/shared/errors.ts';
import type { Timestamp } from '../../../domain/shared/ids.ts';
import type { AdvanceResult, ExecutionStore } from '../execution-ports.ts';
import type { DocumentWrite } from '../../shared/document-ports.ts';
import type { Changes } from '../../shared/ports.ts';
import type { PlanStore } from '../../planning/planning-ports.ts';
import type { ExecutionRef } from '../../../domain/shared/refs.ts';

/** An execution with its control. @throws Error when it is not stored: a workflow only runs stored ones. */
export const loadExecution = async (
  executions: Pick<ExecutionStore, 'get' | 'control'>,
  { org_id: org, execution_id: id }: ExecutionRef,
): Promise<{ readonly execution: Execution; readonly control: ExecutionControl }> => {
  const [execution, control] = await Promise.all([
    executions.get(org, id),
    executions.control(org, id),
  ]);
  if (!execution || !control) throw new Error(`Execution ${id} is not stored`);
  return { execution, control };
};

/** The stored plan when it still is the approved one by its recomputed digest, null otherwise. */
export const findApprovedPlan = async (
  plans: Pick<PlanStore, 'get'>,
  execution: Execution,
): Promise<Plan | null> => {
  const { org_id: org, task_id: task, plan_revision: revision, plan_digest: digest } = execution;
  const stored = await plans.get(org, task, revision);
  return stored && digestOf(stored.plan) === digest ? stored.plan : null;
};

/** @throws Rejection `plan-digest-mismatch` when the stored plan is not the approved one. */
export const loadApprovedPlan = async (
  plans: Pick<PlanStore, 'get'>,
  execution: Execution,
): Promise<Plan> => {
  const plan = await findApprovedPlan(plans, execution);
  if (plan) return plan;
  throw new Rejection(
    'plan-digest-mismatch',
    `The stored plan of ${execution.task_id} is not the one with the approved digest ${execution.plan_digest}.`,
  );
};

/**
 * `loadApprovedPlan` that keeps the last plan it verified: for steps that come hundreds of times a
 * rollout. What it keeps has the approved digest, so a plan that is swapped later can't be run by it.
 */
export const rememberApprovedPlan = (plans: Pick<PlanStore, 'get'>) => {
  let last: { readonly execution: Execution; readonly plan: Plan } | null = null;
  return async (execution: Execution): Promise<Plan> => {
    const isSame =
      last?.execution.id === execution.id && last.execution.plan_digest === execution.plan_digest;
    if (last && isSame) return last.plan;
    const plan = await loadApprovedPlan(plans, execution);
    last = { execution, plan };
    return plan;
  };
};

/** Control of an execution that ends: the fence is closed for good, and no word opens it. */
export const closed = (control: ExecutionControl): ExecutionControl => ({
  ...control,
  desired: 'closed',
  epoch: control.epoch + 1,
});

export const controlWrite = (
  execution: Execution,
  from: ExecutionControl,
  to: ExecutionControl,
): DocumentWrite => ({
  kind: 'control',
  org_id: execution.org_id,
  execution_id: execution.id,
  document: to,
  expected: from.epoch,
});

/** A change of an execution that keeps its status, with what is put on record about it. */
export const executionChanges = (
  execution: Execution,
  patch: Partial<Execution>,
  record?: { at: Timestamp; event: string; details: Record<string, unknown> },
): Changes => ({
  documents: [changeExecution(execution, patch)],
  audit: record ? [executionEntry(execution, { ...record, actor: engine })] : [],
  messages: [],
  counters: [],
});

/** @throws Conflict when a line or lock was not as read. */
export const assertWritten = (result: AdvanceResult, what: string): void => {
  if (result !== 'written') throw new Conflict(what);
};
