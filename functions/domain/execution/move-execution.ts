import type { AuditEntry } from '../audit/audit-record.ts';
import { stateForbids } from '../shared/errors.ts';
import type { Timestamp } from '../shared/ids.ts';
import type { Execution } from './execution.ts';
import { canExecutionMove, hasExecutionEnded } from './execution-status.ts';
import type { ExecutionStatus } from './execution-status.ts';

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

/** The audit entry of something that happened in an execution. */
export const executionEntry = (
  execution: Execution,
  entry: Pick<AuditEntry, 'at' | 'actor' | 'event' | 'details'>,
): AuditEntry => ({
  org_id: execution.org_id,
  task_id: execution.task_id,
  plan_digest: execution.plan_digest,
  ...entry,
  details: { execution_id: execution.id, ...entry.details },
});

/**
 * Moves an execution to another status: the document to write, its audit entry and its counter.
 * @throws Rejection `state-forbids` when the transition table has no such move.
 */
export const moveExecution = (move: ExecutionMove) => {
  const { execution, to, at, actor } = move;
  if (!canExecutionMove(execution.status, to)) {
    throw stateForbids(`An execution that is ${execution.status} can't become ${to}.`, {
      status: execution.status,
    });
  }
  const completedAt = hasExecutionEnded(to) ? at : null;
  const document = changeExecution(execution, {
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
  return { document, audit, counters: [enteredExecutionStatus(to)] };
};

/** The counter of a status that an execution enters. */
export const enteredExecutionStatus = (status: ExecutionStatus) => ({
  name: 'orchestrator_executions_total' as const,
  labels: { status },
  by: 1,
});
