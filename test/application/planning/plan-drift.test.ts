import { describe, expect, it } from 'vitest';
import { demoDataset } from '../../../infra/local/fleet/demo-dataset.ts';
import { demoVulnerabilities } from '../../../infra/local/fleet/demo-vulnerabilities.ts';
import { Asset, GoldenImage, Vulnerability } from '../../../functions/domain/fleet/asset.ts';
import { aPlanningWorld } from '../../support/planning/world.ts';
import { aTask } from '../../support/builders/a-task.ts';
import { anAsset, someAssets } from '../../support/builders/an-asset.ts';
import { specOf } from '../../support/planning/intent.ts';

const demoFleet = () => {
  const dataset = demoDataset();
  return {
    assets: dataset.assets.map((asset) => Asset.parse(asset)),
    goldenImages: dataset.goldenImages.map((image) => GoldenImage.parse(image)),
    vulnerabilities: demoVulnerabilities.map((flaw) => Vulnerability.parse(flaw)),
  };
};

describe('planning drift remediation', () => {
  it('plans the demo’s 47 drifted production web servers from the seed’s intent', async () => {
    const spec = specOf('Fix drift on production web servers', 'production');
    const world = aPlanningWorld({ task: aTask({ task_spec: spec }), fleet: demoFleet() });

    const outcome = await world.plan();

    expect(outcome).toEqual({ outcome: 'planned', plan_revision: 1 });
    const plan = world.planOf();
    expect(plan.total_assets).toBe(47);
    expect(plan.phases.map((phase) => [phase.name, phase.assets.length])).toEqual([
      ['Canary', 4],
      ['Wave 1', 8],
      ['Wave 2', 9],
      ['Wave 3', 9],
      ['Wave 4', 9],
      ['Wave 5', 8],
    ]);
    expect(world.store.current().agent_result).toMatchObject({
      agent_name: 'drift_agent',
      planner: 'deterministic',
      summary: '47 servers require drift remediation',
      affected_assets: 47,
      risk_level: 'high',
    });
    expect(world.store.current().agent_result?.plan).toMatch(/^## Drift remediation plan\n/);
  });

  it('finds the demo’s plan valid and asks people to approve it', async () => {
    const spec = specOf('Fix drift on production web servers', 'production');
    const world = aPlanningWorld({ task: aTask({ task_spec: spec }), fleet: demoFleet() });
    await world.plan();

    const validated = await world.validatePlan({ ...world.name, plan_revision: 1 });
    const scored = await world.scorePlan({ ...world.name, plan_revision: 1 });

    expect(world.store.current().validation?.findings.map(({ code }) => code)).toEqual([
      'bake-short',
    ]);
    expect(validated).toEqual({ outcome: 'valid' });
    expect(scored).toEqual({ outcome: 'await_approval' });
    expect(world.store.current().quality_score).toMatchObject({
      total: 61,
      structural: 20,
      policy_compliance: 15,
      test_coverage: 8,
      operational_history: 10,
      human_review: 8,
      requires_approval: true,
      allowed_environments: ['development', 'staging', 'production'],
    });
  });

  it('takes several turns with calls in parallel, each with evidence in the plan', async () => {
    const world = aPlanningWorld({ fleet: { assets: someAssets(12) } });

    await world.plan();

    expect([...world.turns.values()].map((turn) => turn.calls.map(({ tool }) => tool))).toEqual([
      ['query_assets', 'get_golden_image'],
      ['compare_versions'],
      ['generate_patch_plan', 'simulate_rollout'],
      [],
    ]);
    expect(world.planOf().evidence.map(({ tool, tool_call_id }) => [tool, tool_call_id])).toEqual([
      ['query_assets', 'call-0001-01'],
      ['get_golden_image', 'call-0001-02'],
      ['compare_versions', 'call-0002-01'],
      ['generate_patch_plan', 'call-0003-01'],
      ['simulate_rollout', 'call-0003-02'],
    ]);
    expect(world.planOf().simulation).toEqual({ passed: true, tool_call_id: 'call-0003-02' });
  });

  it('leaves out stopped, compliant and imageless assets with the reason', async () => {
    const world = aPlanningWorld({
      fleet: {
        assets: [
          anAsset(1),
          anAsset(2, { state: 'stopped' }),
          anAsset(3, { image: 'ami-web-golden' }),
          anAsset(4, { platform: 'windows' }),
        ],
      },
    });

    await world.plan();

    expect(world.planOf().excluded).toEqual([
      { asset_id: 'i-000002', name: 'web-2', reason: 'The asset is stopped.' },
      { asset_id: 'i-000003', name: 'web-3', reason: 'The asset already runs the golden image.' },
      {
        asset_id: 'i-000004',
        name: 'web-4',
        reason: 'There is no golden image for web on windows.',
      },
    ]);
    expect(world.planOf().action.parameters).toEqual({ image: 'ami-web-golden' });
  });

  it.each([
    [
      'no asset matches',
      [],
      'No asset of the fleet matches the task. Looked at 0 assets of production: 0 fit role web.',
    ],
    [
      'nothing drifted',
      [anAsset(1, { image: 'ami-web-golden' })],
      'No asset has drifted. Looked at 1 asset of production: 1 fit role web. Left out: 1 × The asset already runs the golden image (web-1).',
    ],
  ])('completes the task without a plan when %s', async (_case, assets, summary) => {
    const world = aPlanningWorld({ fleet: { assets } });

    const outcome = await world.plan();

    expect(outcome).toEqual({ outcome: 'nothing_to_do', plan_revision: 0 });
    expect(world.store.current()).toMatchObject({
      status: 'completed',
      agent_result: { affected_assets: 0, summary },
    });
    expect(world.kept.size).toBe(0);
  });

  it('says what each part of the selector found and why each asset was left out', async () => {
    const spec = specOf('Fix drift on production web servers', 'production');
    const selector = { ...spec.selector, services: ['mail'], asset_ids: ['i-000001', 'i-999999'] };
    const world = aPlanningWorld({
      task: aTask({ task_spec: { ...spec, selector } }),
      fleet: {
        assets: [
          anAsset(1, { service: 'checkout', state: 'stopped' }),
          anAsset(2, { service: 'mail' }),
          anAsset(3, { role: null }),
          anAsset(4, { environment: 'staging' }),
        ],
      },
    });

    await world.plan();

    expect(world.store.current().agent_result).toMatchObject({
      summary:
        'No asset of the fleet matches the task. Looked at 3 assets of production: 2 fit role web, ' +
        '1 fit service mail, 1 fit id i-000001, i-999999; 0 fit all of it. ' +
        'No managed asset of production has the id i-999999.',
    });
  });

  it('names an id that the fleet does not have beside one that it plans', async () => {
    const spec = specOf('Fix drift on production web servers', 'production');
    const selector = { ...spec.selector, asset_ids: ['i-000001', 'i-999999'] };
    const world = aPlanningWorld({
      task: aTask({ task_spec: { ...spec, selector } }),
      fleet: { assets: [anAsset(1), anAsset(2)] },
    });

    await world.plan();

    expect(world.planOf().total_assets).toBe(1);
    expect(world.planOf().assumptions).toContain(
      'No managed asset of production has the id i-999999.',
    );
  });
});
