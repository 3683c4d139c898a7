import { newTask } from '../../../functions/domain/task/new-task.ts';
import type { TaskSpec } from '../../../functions/domain/task/task-spec.ts';
import type { Task } from '../../../functions/domain/task/task.ts';
import { aSpec } from './a-spec.ts';
import { org, planDigest, taskId } from './ids.ts';
import { rita } from './people.ts';

/** A task as submit stores it: in planning, without a plan. */
export const aTask = (changes: Partial<Task> = {}): Task => ({
  ...newTask(
    {
      task_id: taskId,
      org_id: org,
      intent: 'Fix drift on production web servers',
      environment: 'production',
      context: {},
      dry_run: false,
      require_approval: false,
      requested_by: rita,
      task_spec: aSpec(),
    },
    '2026-03-01T09:00:00.000Z',
  ),
  ...changes,
});

export const aPatchTask = (changes: Partial<TaskSpec> = {}): Task =>
  aTask({ task_spec: aSpec({ task_type: 'patch_rollout', agent: 'patch_agent', ...changes }) });

/** A task whose plan is valid, scored, and asks for a person. */
export const aPlannedTask = (changes: Partial<Task> = {}): Task => ({
  ...aTask({
    task_spec: aSpec({ goal: 'Fix drift on production web servers', tools: ['query_assets'] }),
  }),
  plan_revision: 1,
  plan_digest: planDigest,
  agent_result: {
    agent_name: 'drift_agent',
    planner: 'deterministic',
    plan: '## Drift remediation plan',
    summary: 'Two web servers go back to the golden image.',
    affected_assets: 2,
    risk_level: 'high',
    evidence: [],
  },
  validation: {
    valid: true,
    findings: [
      {
        code: 'bake-short',
        severity: 'warning',
        message: 'The bake is short.',
        rule: 'production_safety',
      },
    ],
    policy_revision: 'r1',
  },
  quality_score: {
    total: 75,
    structural: 20,
    policy_compliance: 15,
    test_coverage: 10,
    operational_history: 15,
    human_review: 15,
    dimensions: {
      structural: [
        { check: 'schema', passed: true, points: 10, of: 10, detail: 'The plan has its schema.' },
      ],
    },
    requires_approval: true,
    allowed_environments: ['development', 'staging', 'production'],
  },
  approval_requirement: { required: true, reasons: ['score'], quorum: 1, four_eyes: true },
  ...changes,
});
