import * as z from 'zod';
import { Environment } from '../shared/environment.ts';
import { OrgId, TaskId, Timestamp } from '../shared/ids.ts';
import type { View } from '../shared/view.ts';
import { TaskType } from '../task/task-type.ts';

/** Query of GET /autonomy; a caller who belongs to no org names one. */
export const GetAutonomyQuery = z.strictObject({ org_id: OrgId.optional() });

/** What takes the place of people for one kind of change. */
const GrantView = z.strictObject({
  environment: Environment,
  task_type: TaskType,
  action: z.string(),
  mode: z.enum(['plan_only', 'approve_all', 'score', 'canary_only', 'full_auto']),
  /** Score and mode take the place of people only together with a grant. */
  grant_needed: z.boolean(),
  granted: z.boolean(),
  max_assets: z.int(),
  approvers: z.int(),
  rests_on: z.array(TaskId),
  missing: z.array(z.string()),
  taken_away: z
    .strictObject({
      by: z.enum(['rejected', 'failed', 'rolled_back', 'policy_changed']),
      task_id: TaskId,
      at: Timestamp,
    })
    .nullable(),
});
export type GrantView = View<typeof GrantView>;

/** What takes the place of people in an org. */
export const AutonomyView = z.strictObject({ org_id: OrgId, autonomy: z.array(GrantView) });
export type AutonomyView = View<typeof AutonomyView>;
