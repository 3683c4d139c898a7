import type { Plan } from '../plan/plan.ts';
import type { PlanPolicyInput, TightenedLimits } from './policy-input.ts';

/** What `production_safety` reads of a plan, with the organisation's own limits where they are set. */
export const toPlanPolicyInput = (plan: Plan, limits?: TightenedLimits): PlanPolicyInput => ({
  environment: plan.environment,
  task_type: plan.task_type,
  risk_level: plan.risk_level,
  total_assets: plan.total_assets,
  action: { type: plan.action.type },
  phases: plan.phases.map((phase) => ({
    name: phase.name,
    kind: phase.kind,
    asset_ids: phase.assets.map(({ asset_id }) => asset_id),
    max_parallel: phase.max_parallel,
    bake_seconds: phase.bake_seconds,
    health_checks: phase.health_checks.map(({ type }) => ({ type })),
    failure_threshold: phase.failure_threshold,
    rollback_if: phase.rollback_if,
  })),
  rollback: { strategy: plan.rollback.strategy, undo: plan.action.undo },
  ...(plan.not_before !== undefined && { not_before: plan.not_before }),
  ...(plan.not_after !== undefined && { not_after: plan.not_after }),
  ...(limits === undefined ? {} : { limits }),
});
