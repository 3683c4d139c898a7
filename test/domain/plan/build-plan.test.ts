import { digestOf } from '../../../functions/domain/shared/canonical.ts';
import { describe, expect, it } from 'vitest';
import { actionCatalogue } from '../../../functions/specialists/actions/list.ts';
import { Plan } from '../../../functions/domain/plan/plan.ts';
import { renderPlan } from '../../../functions/domain/plan/render-plan.ts';
import { wording } from '../../../functions/specialists/drift/wording.ts';
import { aBuiltPlan } from '../../support/builders/a-built-plan.ts';
import { aSpec } from '../../support/builders/a-spec.ts';
import { anAsset, someAssets } from '../../support/builders/an-asset.ts';

describe('buildPlan', () => {
  it('makes a plan of the agreed shape with every control in every phase', () => {
    const plan = aBuiltPlan();
    const [asset] = someAssets(1);
    const told = {
      touched_digest: digestOf({ image: asset?.image }),
      changes: [{ field: 'image', from: 'ami-web-old', to: 'ami-web-golden' }],
    };

    expect(Plan.parse(plan)).toEqual(plan);
    expect(plan.phases[0]).toEqual({
      name: 'Canary',
      kind: 'canary',
      assets: [
        { asset_id: 'i-000003', name: 'web-3', version: 'v-3', ...told, zone: 'us-east-1a' },
        { asset_id: 'i-000001', name: 'web-1', version: 'v-1', ...told, zone: 'us-east-1b' },
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
    const plan = aBuiltPlan({ profile: 'cautious' });

    expect(plan.phases.map((phase) => phase.bake_seconds).slice(0, 2)).toEqual([6, 4]);
  });

  it('estimates from the fleet’s pace', () => {
    const plan = aBuiltPlan({ sorted: { eligible: someAssets(1), excluded: [] } });

    expect(plan.estimated_duration_seconds).toBe(3.5);
    expect(plan.estimated_cost_usd).toBe(0.0009);
  });

  it('leaves out what is beyond the requested number, with the reason', () => {
    const plan = aBuiltPlan({
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
    expect(aBuiltPlan({ sorted: { eligible: someAssets(count), excluded: [] } }).risk_level).toBe(
      risk,
    );
  });

  it('rates what can’t be undone in production critical', () => {
    const action = actionCatalogue.run_document;

    expect(aBuiltPlan({ action, parameters: {} }).risk_level).toBe('critical');
  });

  it('cleans and cuts the names of assets', () => {
    const name = `web\u202E-1\u0000${'x'.repeat(300)}`;
    const plan = aBuiltPlan({ sorted: { eligible: [anAsset(1, { name })], excluded: [] } });

    expect(plan.phases[0]?.assets[0]?.name).toMatch(/^web-1x+…$/u);
    expect(plan.phases[0]?.assets[0]?.name).toHaveLength(128);
  });
});

describe('a built plan', () => {
  it('carries each part that it was built from', () => {
    const plan = aBuiltPlan({
      parameters: { image: 'ami-web-golden' },
      assumptions: ['One.\u0007', 'x'.repeat(400)],
      alternatives: ['Two.\u202E'],
      simulated: false,
      simulation: null,
    });

    expect(plan).toMatchObject({
      summary: '20 servers require drift remediation',
      task_type: 'drift_remediation',
      agent: 'drift_agent',
      environment: 'production',
      risk_level: 'high',
      action: {
        type: 'reimage',
        parameters: { image: 'ami-web-golden' },
        undo: 'exact',
        simulated: false,
      },
      selector: { environment: 'production', roles: ['web'] },
      total_assets: 20,
      rollback: {
        strategy: 'reverse_touched_assets',
        method: 'Replace the root volume by the one that was captured before.',
        captures: ['image', 'root volume', 'patch state', 'version'],
      },
      excluded: [],
      alternatives: ['Two.'],
      evidence: [{ tool_call_id: 'call-0001-01', tool: 'query_assets', statement: '20 assets.' }],
      simulation: null,
      planned_at: '2026-03-02T12:00:00.000Z',
    });
    expect(plan.assumptions[0]).toBe('One.');
    expect(plan.assumptions[1]).toHaveLength(300);
  });

  it('has waves of at most twenty at a time, and a tenth of a wave may fail', () => {
    const plan = aBuiltPlan({ sorted: { eligible: someAssets(1_000), excluded: [] } });

    expect(
      plan.phases.map(({ max_parallel, failure_threshold: { max_failed, max_failed_percent } }) => [
        max_parallel,
        max_failed,
        max_failed_percent,
      ]),
    ).toEqual([
      [3, 0, 0],
      [5, 1, 10],
      [10, 2, 10],
      [20, 4, 10],
      [20, 8, 10],
      [20, 16, 10],
      [20, 20, 10],
      [20, 20, 10],
      [20, 20, 10],
      [20, 8, 10],
    ]);
    expect(plan.failure_budget).toEqual({ max_failed: 50, max_failed_percent: 5 });
    expect(new Set(plan.phases.flatMap(({ assets }) => assets)).size).toBe(1_000);
  });

  it('bakes and samples whole seconds', () => {
    const pace = {
      canary_bake_seconds: 2.2,
      wave_bake_seconds: 1.1,
      sample_interval_seconds: 0.2,
      action_seconds: 0.5,
    };
    const seconds = (plan: Plan) =>
      plan.phases
        .slice(0, 2)
        .map(({ bake_seconds, sample_interval_seconds }) => [
          bake_seconds,
          sample_interval_seconds,
        ]);

    expect(seconds(aBuiltPlan({ pace }))).toEqual([
      [3, 1],
      [2, 1],
    ]);
    expect(seconds(aBuiltPlan({ pace: { ...pace, sample_interval_seconds: 1.5 } }))).toEqual([
      [3, 2],
      [2, 2],
    ]);
  });

  it('takes no more than was asked for, and lists the rest by id with what was excluded before', () => {
    const plan = aBuiltPlan({
      spec: aSpec({ constraints: { max_assets: 2 } }),
      sorted: {
        eligible: someAssets(4, { zone: 'a' }),
        excluded: [{ asset: anAsset(9, { name: 'web\u0007-9' }), reason: 'The asset is stopped.' }],
      },
    });

    expect(plan.phases.flatMap(({ assets }) => assets.map(({ asset_id }) => asset_id))).toEqual([
      'i-000001',
      'i-000002',
    ]);
    expect(plan.excluded).toEqual([
      { asset_id: 'i-000003', name: 'web-3', reason: 'Beyond the requested number of 2.' },
      { asset_id: 'i-000004', name: 'web-4', reason: 'Beyond the requested number of 2.' },
      { asset_id: 'i-000009', name: 'web-9', reason: 'The asset is stopped.' },
    ]);
  });

  it('keeps the risk of the task where that is higher', () => {
    expect(aBuiltPlan({ spec: aSpec({ risk_level: 'critical' }) }).risk_level).toBe('critical');
    expect(
      aBuiltPlan({ spec: aSpec({ environment: 'development', risk_level: 'low' }) }).risk_level,
    ).toBe('low');
  });
});

describe('renderPlan', () => {
  it('shows people what will happen', () => {
    const plan = aBuiltPlan({
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
      '### What changes',
      '',
      '- image: from ami-web-old to ami-web-golden (2 assets)',
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
    const plan = aBuiltPlan({ sorted: { eligible: [anAsset(1, { name })], excluded: [] } });

    expect(renderPlan(plan, wording)).toContain(': `[x](http://evil) <img src=x>`\n');
  });

  it('shows what is not there as such', () => {
    const plan = aBuiltPlan({ simulated: false });
    const shown = renderPlan(
      {
        ...plan,
        rollback: { ...plan.rollback, captures: [] },
        assumptions: [],
        evidence: [],
      },
      wording,
    );

    expect(shown).toContain('**Action:** reimage, undo: exact\n');
    expect(shown).toContain('Captured before: nothing.');
    expect(shown).not.toMatch(/### (?:Excluded|Assumptions|Alternatives|Evidence)/u);
    expect(shown.endsWith('nothing.')).toBe(true);
  });

  it('names ten assets of a phase, counts the others, and groups what is excluded by reason', () => {
    const reasons = ['The asset is stopped.', 'No patch is missing.', 'The asset is stopped.'];
    const plan = aBuiltPlan({
      alternatives: ['Wait.'],
      sorted: {
        eligible: someAssets(200, { zone: 'a' }),
        excluded: reasons.map((reason, index) => ({ asset: anAsset(300 + index), reason })),
      },
    });
    const lines = renderPlan(plan, wording).split('\n');

    expect(lines.find((line) => line.startsWith('2. '))).toBe(
      '2. **Wave 1**: 10 assets, 5 at a time, bake 2 s, checks http, instance_status: ' +
        'web-6, web-7, web-8, web-9, web-10, web-11, web-12, web-13, web-14, web-15',
    );
    expect(lines.find((line) => line.startsWith('3. '))).toBe(
      '3. **Wave 2**: 20 assets, 10 at a time, bake 2 s, checks http, instance_status: ' +
        'web-16, web-17, web-18, web-19, web-20, web-21, web-22, web-23, web-24, web-25 and 10 more',
    );
    expect(lines).toContain('- 2 × The asset is stopped.');
    expect(lines).toContain('- 1 × No patch is missing.');
    expect(lines).toContain('- Wait.');
  });
});
