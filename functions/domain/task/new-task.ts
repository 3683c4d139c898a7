import type { Timestamp } from '../shared/ids.ts';
import type { Task } from './task.ts';

/** What is known of a task when it begins; all else becomes known on its way. */
export type TaskOrigin = Pick<
  Task,
  | 'task_id'
  | 'org_id'
  | 'intent'
  | 'environment'
  | 'context'
  | 'dry_run'
  | 'require_approval'
  | 'requested_by'
  | 'task_spec'
> &
  Partial<Pick<Task, 'applies_task_id' | 'plan_digest' | 'unread'>>;

/** A task at its beginning: in planning, with nothing planned. */
export const newTask = (origin: TaskOrigin, at: Timestamp): Task => ({
  version: 1,
  status: 'planning',
  created_at: at,
  updated_at: at,
  applies_task_id: null,
  applied_by_task_id: null,
  repairs: 0,
  plan_revision: 0,
  plan_digest: null,
  agent_result: null,
  validation: null,
  quality_score: null,
  approval_requirement: null,
  gate_id: null,
  execution_id: null,
  cancel_requested: false,
  error: null,
  ...origin,
});
