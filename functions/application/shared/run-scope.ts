import type { Plan } from '../../domain/plan/plan.ts';
import type { OrgId, Timestamp } from '../../domain/shared/ids.ts';
import type { Task } from '../../domain/task/task.ts';
import type { LetRun, RunScope } from '../planning/planning-ports.ts';

/** How long changes of one kind are counted together. */
export const windowSeconds = 86_400;

export const scopeOf = (org: OrgId, plan: Plan): RunScope => ({
  org_id: org,
  environment: plan.environment,
  action: plan.action.type,
});

export const assetIdsOf = (plan: Plan): readonly string[] =>
  plan.phases.flatMap((phase) => phase.assets.map(({ asset_id }) => asset_id));

/** The run of a task's plan, as it counts for others of its kind. */
export const runOf = (task: Task, plan: Plan, at: Timestamp): LetRun => ({
  ...scopeOf(task.org_id, plan),
  task_id: task.task_id,
  asset_ids: assetIdsOf(plan),
  at,
});
