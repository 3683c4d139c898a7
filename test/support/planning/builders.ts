import type { Asset, GoldenImage } from '../../../functions/domain/fleet/asset.ts';
import { AssetId, OrgId, TaskId } from '../../../functions/domain/shared/ids.ts';
import type { TaskSpec } from '../../../functions/domain/task/task-spec.ts';
import type { Task } from '../../../functions/domain/task/task.ts';

export const org = OrgId.parse('org-123');
export const taskId = TaskId.parse('task-01j00000000000000000000000');
/** 2026-03-02T12:00:00.000Z */
export const noon = 1_772_452_800_000;

export const goldenWeb: GoldenImage = {
  role: 'web',
  platform: 'linux',
  image: 'ami-web-golden',
  source: 'parameter',
};
export const goldenDatabase: GoldenImage = {
  role: 'database',
  platform: 'linux',
  image: 'ami-database-golden',
  source: 'parameter',
};

/** A running production web server that drifted and lacks no patch. */
export const anAsset = (number: number, changes: Partial<Asset> = {}): Asset => ({
  asset_id: AssetId.parse(`i-${String(number).padStart(6, '0')}`),
  name: `web-${number}`,
  environment: 'production',
  role: 'web',
  service: 'checkout',
  platform: 'linux',
  region: 'us-east-1',
  zone: `us-east-1${['a', 'b', 'c'][number % 3] ?? 'a'}`,
  state: 'running',
  image: 'ami-web-old',
  patch_state: 'current',
  missing_cves: [],
  version: `v-${number}`,
  tags: {},
  ...changes,
});

export const someAssets = (count: number, changes: Partial<Asset> = {}): readonly Asset[] =>
  Array.from({ length: count }, (_, index) => anAsset(index + 1, changes));

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

export const aTask = (changes: Partial<Task> = {}): Task => ({
  task_id: taskId,
  org_id: org,
  version: 1,
  status: 'planning',
  created_at: '2026-03-02T11:59:58.000Z',
  updated_at: '2026-03-02T11:59:58.000Z',
  intent: 'Fix drift on production web servers',
  environment: 'production',
  context: {},
  dry_run: false,
  requested_by: { id: 'ada', email: 'ada@example.com' },
  task_spec: aSpec(),
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
  ...changes,
});

export const aPatchTask = (changes: Partial<TaskSpec> = {}): Task =>
  aTask({
    task_spec: aSpec({ task_type: 'patch_rollout', agent: 'patch_agent', ...changes }),
  });
