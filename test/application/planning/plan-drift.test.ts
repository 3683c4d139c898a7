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
    ['no asset matches', [], 'No asset of the fleet matches the task.'],
    ['nothing drifted', [anAsset(1, { image: 'ami-web-golden' })], 'No asset has drifted.'],
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
});
