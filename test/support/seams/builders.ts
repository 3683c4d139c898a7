import type { AuditEntry } from '../../../functions/domain/audit/audit-record.ts';
import type { Execution } from '../../../functions/domain/execution/execution.ts';
import type { OutboxMessage } from '../../../functions/domain/notification/notification.ts';
import type { Identity } from '../../../functions/domain/shared/identity.ts';
import { ExecutionId, OrgId, TaskId } from '../../../functions/domain/shared/ids.ts';
import type { Task } from '../../../functions/domain/task/task.ts';
import { aTask, org, planDigest, taskId } from '../approval/builders.ts';

export const otherOrg = OrgId.parse('org-456');

const digits = '0123456789abcdefghjkmnpqrstvwxyz';

/** The id of the task with this number; ids sort as their numbers do. */
export const taskIdOf = (number: number): TaskId => {
  const last = `${digits.charAt(Math.floor(number / 32))}${digits.charAt(number % 32)}`;
  return TaskId.parse(`task-01j${last.padStart(23, '0')}`);
};

/** A task as submit stores it: in planning, without a plan. */
export const aNewTask = (changes: Partial<Task> = {}): Task =>
  aTask({
    plan_revision: 0,
    plan_digest: null,
    agent_result: null,
    validation: null,
    quality_score: null,
    approval_requirement: null,
    ...changes,
  });

/** An entry in the chain of its task, or of the settings where it has none. */
export const anEntry = (changes: Partial<AuditEntry> = {}): AuditEntry => ({
  org_id: org,
  chain: changes.task_id ?? (changes.task_id === null ? 'settings' : taskId),
  task_id: taskId,
  at: '2026-03-01T09:00:00.000Z',
  actor: 'rita',
  event: 'task_submitted',
  plan_digest: null,
  details: { intent: 'Fix drift' },
  ...changes,
});

export const aMessage = (number = 1): OutboxMessage => ({
  kind: 'start_lifecycle',
  message_id: `msg-${number}`,
  org_id: org,
  task_id: taskId,
  at: '2026-03-01T09:00:00.000Z',
});

export const oneMore = {
  org_id: org,
  name: 'orchestrator_tasks_total',
  labels: { status: 'planning' },
  by: 1,
};

export const executionId = ExecutionId.parse('exec-01j0000000000000000000000a');

/** An execution of the task of `aTask`, just begun. */
export const anExecution = (changes: Partial<Execution> = {}): Execution => ({
  id: executionId,
  org_id: org,
  task_id: taskId,
  plan_revision: 1,
  plan_digest: planDigest,
  status: 'running',
  version: 1,
  started_at: '2026-03-01T09:00:00.000Z',
  completed_at: null,
  current_phase: 0,
  total_phases: 0,
  phases: [],
  rollback_requested: false,
  rolls_back: false,
  error: null,
  rollback_error: null,
  ...changes,
});

export const callerNamed = (id: string, changes: Partial<Identity> = {}): Identity => ({
  id,
  email: `${id}@example.com`,
  org,
  roles: ['admin'],
  ...changes,
});
