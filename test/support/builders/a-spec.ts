import type { TaskSpec } from '../../../functions/domain/task/task-spec.ts';

/** Drift of production web servers. */
export const aSpec = (changes: Partial<TaskSpec> = {}): TaskSpec => ({
  task_type: 'drift_remediation',
  goal: 'Remediate drift for production web servers',
  agent: 'drift_agent',
  environment: 'production',
  risk_level: 'high',
  selector: { environment: 'production', roles: ['web'] },
  constraints: {},
  tools: ['query_assets', 'get_golden_image', 'compare_versions', 'generate_patch_plan'],
  timeout_minutes: 60,
  ...changes,
});
