import type { Gate } from '../../../functions/domain/approval/gate.ts';
import type { Plan } from '../../../functions/domain/plan/plan.ts';
import { Plan as PlanSchema } from '../../../functions/domain/plan/plan.ts';
import { AssetId, Digest, GateId, OrgId, TaskId } from '../../../functions/domain/shared/ids.ts';
import type { Task } from '../../../functions/domain/task/task.ts';

export const org = OrgId.parse('org-123');
export const taskId = TaskId.parse('task-01j0000000000000000000000a');
export const gateId = GateId.parse('gate-7zzzzzzzzzzzzzzzzzzzzzzzzz');
export const planDigest = Digest.parse('a1'.repeat(32));
export const otherDigest = Digest.parse('b2'.repeat(32));

/** 2026-03-01T09:00:00.000Z */
export const noon = Date.UTC(2026, 2, 1, 9, 0, 0);
const openedAt = '2026-03-01T09:00:00.000Z';

export const alice = { id: 'alice', email: 'alice@example.com' };
export const bob = { id: 'bob', email: 'bob@example.com' };
export const rita = { id: 'rita', email: 'rita@example.com' };

export const aGate = (changes: Partial<Gate> = {}): Gate => ({
  gate_id: gateId,
  org_id: org,
  task_id: taskId,
  version: 1,
  status: 'pending',
  plan_revision: 1,
  plan_digest: planDigest,
  requested_by: rita,
  approvers: [alice, bob],
  quorum: 1,
  four_eyes: true,
  reasons: [],
  people_told_apart: true,
  opened_at: openedAt,
  expires_at: '2026-03-02T09:00:00.000Z',
  decided_at: null,
  decisions: [],
  codes_sent_at: [],
  wrong_tries: 0,
  ...changes,
});

export const aTask = (changes: Partial<Task> = {}): Task => ({
  task_id: taskId,
  org_id: org,
  version: 1,
  status: 'planning',
  created_at: openedAt,
  updated_at: openedAt,
  intent: 'Fix drift on production web servers',
  environment: 'production',
  context: {},
  dry_run: false,
  requested_by: rita,
  task_spec: {
    task_type: 'drift_remediation',
    goal: 'Fix drift on production web servers',
    agent: 'drift_agent',
    environment: 'production',
    risk_level: 'high',
    selector: { environment: 'production', roles: ['web'] },
    constraints: {},
    tools: ['query_assets'],
    timeout_minutes: 60,
  },
  repairs: 0,
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
  gate_id: null,
  execution_id: null,
  cancel_requested: false,
  error: null,
  ...changes,
});

export const aPlan = (changes: Partial<Plan> = {}): Plan => ({
  ...PlanSchema.parse({
    summary: 'Two web servers go back to the golden image.',
    task_type: 'drift_remediation',
    agent: 'drift_agent',
    environment: 'production',
    risk_level: 'high',
    action: {
      type: 'reimage',
      parameters: { image: 'ami-0golden', drain: true },
      undo: 'exact',
      simulated: true,
    },
    selector: { environment: 'production', roles: ['web'] },
    total_assets: 2,
    phases: [aPhase('Canary', 'canary', 'web-1'), aPhase('Wave 1', 'wave', 'web-2')],
    failure_budget: { max_failed: 1, max_failed_percent: 10 },
    rollback: {
      strategy: 'reverse_touched_assets',
      method: 'reimage with the captured image',
      captures: ['image'],
    },
    excluded: [{ asset_id: 'web-9', reason: 'stopped' }],
    assumptions: ['Unknown patch state counts as missing.'],
    alternatives: [],
    evidence: [],
    simulation: null,
    estimated_duration_seconds: 12.5,
    estimated_cost_usd: 0.1,
    planned_at: openedAt,
  }),
  ...changes,
});

export const aPhase = (name: string, kind: 'canary' | 'wave', assetId: string) => ({
  name,
  kind,
  assets: [{ asset_id: AssetId.parse(assetId), name: `${assetId}.prod`, version: 'v-17' }],
  max_parallel: 1,
  bake_seconds: 3,
  sample_interval_seconds: 1,
  health_checks: [
    { type: 'http' as const, path: '/health', expect_status: 200, max_latency_ms: 1_000 },
  ],
  failure_threshold: { max_failed: 0, max_failed_percent: 0 },
  rollback_if: {
    failure_threshold_exceeded: true,
    health_check_failed: true,
    max_unhealthy_sample_percent: 50,
  },
});
