import type { AuditEntry } from '../audit/audit-record.ts';
import { stateForbids } from '../shared/errors.ts';
import type { Changes } from '../shared/changes.ts';
import type { OrgId, Timestamp } from '../shared/ids.ts';
import type { Execution, ExecutionControl } from './execution.ts';
import { canExecutionMove, hasExecutionEnded } from './execution-status.ts';
import type { ExecutionStatus } from './execution-status.ts';
import { shownStatus } from './shown-status.ts';

/** Who acts where no person does. */
export const engine = 'execution-engine';

export interface ExecutionMove {
  readonly execution: Execution;
  readonly to: ExecutionStatus;
  readonly at: Timestamp;
  /** Who did it: an actor's id, or the part of the product that did. */
  readonly actor: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly patch?: Partial<Execution>;
}

interface ExecutionWrite {
  readonly kind: 'execution';
  readonly document: Execution;
  readonly expected: number;
  readonly before: Execution;
}

/** The write of an execution with some members replaced; its status stays. */
export const changeExecution = (
  execution: Execution,
  patch: Partial<Execution>,
): ExecutionWrite => ({
  kind: 'execution',
  document: { ...execution, ...patch, version: execution.version + 1 },
  expected: execution.version,
  before: execution,
});

/**
 * The audit entry of something that happened in an execution: in its task's chain, or where the
 * entry says. What an operator orders goes into the chain of the execution's own controls.
 */
export const executionEntry = (
  execution: Execution,
  entry: Pick<AuditEntry, 'at' | 'actor' | 'event' | 'details'> &
    Partial<Pick<AuditEntry, 'chain'>>,
): AuditEntry => ({
  org_id: execution.org_id,
  chain: execution.task_id,
  task_id: execution.task_id,
  plan_digest: execution.plan_digest,
  ...entry,
  details: { execution_id: execution.id, ...entry.details },
});

/** An execution as it is after a move, and what that writes. */
export interface MovedExecution extends Changes {
  readonly execution: Execution;
}

/** The counter of a status that an execution enters. */
export const enteredExecutionStatus = (org_id: OrgId, status: ExecutionStatus) => ({
  org_id,
  name: 'orchestrator_executions_total' as const,
  labels: { status },
  by: 1,
});

/**
 * Moves an execution to another status: the document to write, its audit entry and its counter.
 * @throws Rejection `state-forbids` when the transition table has no such move.
 */
export const moveExecution = (move: ExecutionMove): MovedExecution => {
  const { execution, to, at, actor } = move;
  if (!canExecutionMove(execution.status, to)) {
    throw stateForbids(`An execution that is ${execution.status} can't become ${to}.`, {
      status: execution.status,
    });
  }
  const completedAt = hasExecutionEnded(to) ? at : null;
  const write = changeExecution(execution, {
    ...move.patch,
    status: to,
    completed_at: completedAt,
  });
  const audit = executionEntry(execution, {
    at,
    actor,
    event: `execution_${to}`,
    details: { from: execution.status, to, ...move.details },
  });
  return {
    execution: write.document,
    documents: [write],
    audit: [audit],
    messages: [],
    counters: [enteredExecutionStatus(execution.org_id, to)],
  };
};

/**
 * The execution in the status that an operator's word gave it, with the record in its task's chain
 * and the counter of that status where it is not stored yet: for whoever moves it on from there.
 */
export const observed = (execution: Execution, control: ExecutionControl, at: Timestamp) => {
  const status = shownStatus(execution, control);
  if (status === execution.status) return { execution, audit: [], counters: [] };
  const audit = executionEntry(execution, {
    at,
    actor: engine,
    event: `execution_${status}`,
    details: {
      from: execution.status,
      to: status,
      ordered_by: control.by,
      epoch: control.epoch,
    },
  });
  return {
    execution: { ...execution, status },
    audit: [audit],
    counters: [enteredExecutionStatus(execution.org_id, status)],
  };
};

/** The record of an operator's word, named for the status that it gives the execution. */
export const controlEntry = (said: {
  readonly execution: Execution;
  readonly control: ExecutionControl;
  readonly at: Timestamp;
  readonly actor: string;
  readonly details: Readonly<Record<string, unknown>>;
}): AuditEntry => {
  const { execution, control, at, actor, details } = said;
  const to = shownStatus(execution, control);
  const event = `execution_${to}`;
  return executionEntry(execution, {
    chain: execution.id,
    at,
    actor,
    event,
    details: { ...details, to, epoch: control.epoch },
  });
};
