import { describe, expect, it } from 'vitest';
import { actionCatalogue } from '../../../functions/specialists/actions/list.ts';
import { Plan } from '../../../functions/domain/plan/plan.ts';
import { renderPlan } from '../../../functions/domain/plan/render-plan.ts';
import { wording } from '../../../functions/specialists/drift/wording.ts';
import { anAsset, aSpec, someAssets } from '../../support/planning/builders.ts';
import { aPlan } from '../../support/planning/plan-parts.ts';

describe('buildPlan', () => {
  it('makes a plan of the agreed shape with every control in every phase', () => {
    const plan = aPlan();

    expect(Plan.parse(plan)).toEqual(plan);
    expect(plan.phases[0]).toEqual({
      name: 'Canary',
      kind: 'canary',
      assets: [
        { asset_id: 'i-000003', name: 'web-3', version: 'v-3', zone: 'us-east-1a' },
        { asset_id: 'i-000001', name: 'web-1', version: 'v-1', zone: 'us-east-1b' },
      ],
      max_parallel: 1,
      bake_seconds: 3,
      sample_interval_seconds: 1,
      health_checks: [
        { type: 'http', path: '/health', expect_status: 200, max_latency_ms: 1_000 },
        { type: 'instance_status' },
      ],
      failure_threshold: { max_failed: 0, max_failed_percent: 0 },
      rollback_if: {
        failure_threshold_exceeded: true,
        health_check_failed: true,
        max_unhealthy_sample_percent: 50,
      },
    });
    expect(plan.phases[1]).toMatchObject({ name: 'Wave 1', kind: 'wave', bake_seconds: 2 });
    expect(plan.failure_budget).toEqual({ max_failed: 1, max_failed_percent: 5 });
    expect(plan.rollback.captures).toEqual(['image', 'root volume', 'patch state', 'version']);
  });

  it('bakes twice as long with the cautious profile', () => {
    const plan = aPlan({ profile: 'cautious' });

    expect(plan.phases.map((phase) => phase.bake_seconds).slice(0, 2)).toEqual([6, 4]);
  });

  it('estimates from the fleet’s pace', () => {
    const plan = aPlan({ sorted: { eligible: someAssets(1), excluded: [] } });

    expect(plan.estimated_duration_seconds).toBe(3.5);
    expect(plan.estimated_cost_usd).toBe(0.0009);
  });

  it('leaves out what is beyond the requested number, with the reason', () => {
    const plan = aPlan({
      spec: aSpec({ constraints: { max_assets: 1 } }),
      sorted: { eligible: someAssets(2, { zone: 'us-east-1a' }), excluded: [] },
    });

    expect(plan.total_assets).toBe(1);
    expect(plan.excluded).toEqual([
      { asset_id: 'i-000002', name: 'web-2', reason: 'Beyond the requested number of 1.' },
    ]);
  });

  it.each([
    [500, 'high'],
    [501, 'critical'],
  ] as const)('rates %i assets in production %s', (count, risk) => {
    expect(aPlan({ sorted: { eligible: someAssets(count), excluded: [] } }).risk_level).toBe(risk);
  });

  it('rates what can’t be undone in production critical', () => {
    const action = actionCatalogue.run_document;

    expect(aPlan({ action, parameters: {} }).risk_level).toBe('critical');
  });

  it('cleans and cuts the names of assets', () => {
    const name = `web\u202E-1\u0000${'x'.repeat(300)}`;
    const plan = aPlan({ sorted: { eligible: [anAsset(1, { name })], excluded: [] } });

    expect(plan.phases[0]?.assets[0]?.name).toMatch(/^web-1x+…$/u);
    expect(plan.phases[0]?.assets[0]?.name).toHaveLength(128);
  });
});

describe('renderPlan', () => {
  it('shows people what will happen', () => {
    const plan = aPlan({
      sorted: {
        eligible: someAssets(2),
        excluded: [{ asset: anAsset(9), reason: 'The asset is stopped.' }],
      },
    });

    expect(renderPlan(plan, wording).split('\n')).toEqual([
      '## Drift remediation plan',
      '',
      '2 servers require drift remediation in production. Risk: high.',
      '',
      '**Action:** reimage (simulated), undo: exact',
      '**Parameters:** {"image":"ami-web-golden"}',
      '**Estimate:** 6 s, 0.0013 USD for the orchestrator',
      '',
      '### Phases',
      '',
      '1. **Canary**: 1 asset, 1 at a time, bake 3 s, checks http, instance_status: web-1',
      '2. **Wave 1**: 1 asset, 1 at a time, bake 2 s, checks http, instance_status: web-2',
      '',
      '### Rollback',
      '',
      'Replace the root volume by the one that was captured before. Touched assets only, in reverse. Captured before: image, root volume, patch state, version.',
      '',
      '### Excluded',
      '',
      '- 1 × The asset is stopped.',
      '',
      '### Assumptions',
      '',
      '- The golden image is right.',
      '',
      '### Evidence',
      '',
      '- 20 assets. (query_assets, call-0001-01)',
    ]);
  });

  it('lets no name from inventory become a link or HTML', () => {
    const name = '[x](http://evil) <img src=x>';
    const plan = aPlan({ sorted: { eligible: [anAsset(1, { name })], excluded: [] } });

    expect(renderPlan(plan, wording)).toContain(': `[x](http://evil) <img src=x>`\n');
  });
});
