import type { PlannedPhase, Plan } from '../../../functions/domain/plan/plan.ts';
import { AssetId } from '../../../functions/domain/shared/ids.ts';

export const assetIds = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index + 1}`);

export const aPhase = (
  name: string,
  assets: readonly string[],
  changes: Partial<PlannedPhase> = {},
): PlannedPhase => ({
  name,
  kind: name === 'Canary' ? 'canary' : 'wave',
  assets: assets.map((id) => ({
    asset_id: AssetId.parse(id),
    name: `${id}.prod`,
    version: 'v1',
  })),
  max_parallel: 4,
  bake_seconds: 2,
  sample_interval_seconds: 1,
  health_checks: [{ type: 'http', path: '/health', expect_status: 200, max_latency_ms: 1_000 }],
  failure_threshold: { max_failed: 0, max_failed_percent: 100 },
  rollback_if: {
    failure_threshold_exceeded: true,
    health_check_failed: true,
    max_unhealthy_sample_percent: 50,
  },
  ...changes,
});

/** A plan of a canary of two assets and a wave of six, unless told otherwise. */
export const aPlan = (changes: Partial<Plan> = {}): Plan => {
  const phases = changes.phases ?? [
    aPhase('Canary', assetIds('canary', 2)),
    aPhase('Wave 1', assetIds('wave', 6)),
  ];
  return {
    summary: 'Web servers go back to the golden image.',
    task_type: 'drift_remediation',
    agent: 'drift_agent',
    environment: 'production',
    risk_level: 'high',
    action: { type: 'reimage', parameters: { image: 'ami-0gold' }, undo: 'exact', simulated: true },
    selector: { environment: 'production', roles: ['web'] },
    total_assets: phases.reduce((total, phase) => total + phase.assets.length, 0),
    failure_budget: { max_failed: 10, max_failed_percent: 100 },
    rollback: { strategy: 'reverse_touched_assets', method: 'restore image', captures: ['image'] },
    excluded: [],
    assumptions: [],
    alternatives: [],
    evidence: [],
    simulation: null,
    estimated_duration_seconds: 30,
    estimated_cost_usd: 0.1,
    planned_at: '2026-03-01T08:00:00.000Z',
    ...changes,
    phases,
  };
};

/** A plan of one phase, a canary of the servers web-1 to web-4. */
export const aCanary = (changes: Partial<PlannedPhase> = {}): Plan =>
  aPlan({ phases: [aPhase('Canary', assetIds('web', 4), changes)] });

/** A phase of one server, in which nothing may fail. */
export const oneServer = (name: string, id: string): PlannedPhase =>
  aPhase(name, [id], {
    assets: [{ asset_id: AssetId.parse(id), name: `${id}.prod`, version: 'v-17' }],
    max_parallel: 1,
    bake_seconds: 3,
    failure_threshold: { max_failed: 0, max_failed_percent: 0 },
  });

/** A plan for two servers, one after the other. */
export const aTwoServerPlan = (changes: Partial<Plan> = {}): Plan => ({
  ...aPlan({
    summary: 'Two web servers go back to the golden image.',
    action: {
      type: 'reimage',
      parameters: { image: 'ami-0golden', drain: true },
      undo: 'exact',
      simulated: true,
    },
    phases: [oneServer('Canary', 'web-1'), oneServer('Wave 1', 'web-2')],
    failure_budget: { max_failed: 1, max_failed_percent: 10 },
    rollback: {
      strategy: 'reverse_touched_assets',
      method: 'reimage with the captured image',
      captures: ['image'],
    },
    excluded: [{ asset_id: AssetId.parse('web-9'), reason: 'stopped' }],
    assumptions: ['Unknown patch state counts as missing.'],
    estimated_duration_seconds: 12.5,
    planned_at: '2026-03-01T09:00:00.000Z',
  }),
  ...changes,
});
