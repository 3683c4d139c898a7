import type { AuditEntry } from '../audit/audit-record.ts';
import { stateForbids } from '../shared/errors.ts';
import type { Changes } from '../shared/changes.ts';
import type { OrgId, Timestamp } from '../shared/ids.ts';
import type { Task } from './task.ts';
import { canTaskMove } from './task-status.ts';
import type { TaskStatus } from './task-status.ts';

export interface TaskMove {
  readonly task: Task;
  readonly to: TaskStatus;
  readonly at: Timestamp;
  /** Who did it: an actor's id, or the part of the product that did. */
  readonly actor: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly patch?: Partial<Task>;
}

interface TaskWrite {
  readonly kind: 'task';
  readonly document: Task;
  readonly expected: number;
  readonly before: Task;
}

/** The write of a task with some members replaced; its status stays. */
export const changeTask = (task: Task, at: Timestamp, patch: Partial<Task>): TaskWrite => ({
  kind: 'task',
  document: { ...task, ...patch, version: task.version + 1, updated_at: at },
  expected: task.version,
  before: task,
});

/** The audit entry of something that happened to a task. */
export const taskEntry = (
  task: Task,
  entry: Pick<AuditEntry, 'at' | 'actor' | 'event' | 'details'>,
): AuditEntry => ({
  org_id: task.org_id,
  chain: task.task_id,
  task_id: task.task_id,
  plan_digest: task.plan_digest,
  ...entry,
});

/** A task as it is after a move, and what that writes. */
export interface MovedTask extends Changes {
  readonly task: Task;
}

/** The counter of a status that a task enters. */
export const enteredStatus = (org_id: OrgId, status: TaskStatus) => ({
  org_id,
  name: 'orchestrator_tasks_total' as const,
  labels: { status },
  by: 1,
});

/**
 * Moves a task to another status: the document to write, its audit entry and its counter.
 * @throws Rejection `state-forbids` when the transition table has no such move.
 */
export const moveTask = (move: TaskMove): MovedTask => {
  const { task, to, at, actor } = move;
  if (!canTaskMove(task.status, to)) {
    throw stateForbids(`A task that is ${task.status} can't become ${to}.`, {
      status: task.status,
    });
  }
  const write = changeTask(task, at, { ...move.patch, status: to });
  const audit = taskEntry(write.document, {
    at,
    actor,
    event: `task_${to}`,
    details: { from: task.status, to, ...move.details },
  });
  return {
    task: write.document,
    documents: [write],
    audit: [audit],
    messages: [],
    counters: [enteredStatus(task.org_id, to)],
  };
};
