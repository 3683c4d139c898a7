import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../functions/domain/plan/plan.ts';
import { digestOf } from '../../../functions/domain/shared/canonical.ts';
import type { TaskSpec } from '../../../functions/domain/task/task-spec.ts';
import { aBuiltPlan } from '../../support/builders/a-built-plan.ts';
import { aSpec } from '../../support/builders/a-spec.ts';
import { aTask } from '../../support/builders/a-task.ts';
import { anAsset, someAssets } from '../../support/builders/an-asset.ts';
import { aPlanningWorld } from '../../support/planning/world.ts';

const planOf = async (spec: TaskSpec) => {
  const world = aPlanningWorld({
    task: aTask({ task_spec: spec }),
    fleet: {
      assets: [
        ...someAssets(12, { patch_state: 'missing', missing_cves: ['CVE-2026-10417'] }),
        anAsset(40, { state: 'stopped' }),
        anAsset(41, { image: 'ami-web-golden' }),
      ],
      vulnerabilities: [
        {
          cve_id: 'CVE-2026-10417',
          severity: 'critical',
          cvss: 9.8,
          summary: 'Heap overflow in the TLS handshake.',
          platform: 'linux',
          fixed_in: 'openssl 3.2.9-4',
        },
      ],
    },
  });
  await world.plan();
  return world.planOf();
};

const without = (value: object, later: readonly string[]): object =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !later.includes(name)));

/** What drift is told by, what changes and which flaws close were added later; the rest is what it was. */
const asBefore = (plan: Plan): object => ({
  ...without(plan, ['cve_ids']),
  phases: plan.phases.map(({ assets, ...phase }) => ({
    ...phase,
    assets: assets.map((asset) => {
      expect(asset.touched_digest).toMatch(/^[0-9a-f]{64}$/u);
      expect(asset.changes).not.toHaveLength(0);
      return without(asset, ['touched_digest', 'changes', 'cve_ids']);
    }),
  })),
});

const patching: Partial<TaskSpec> = {
  task_type: 'patch_rollout',
  agent: 'patch_agent',
  goal: 'Roll out patches to production web servers',
};

describe('a request that says nothing new', () => {
  it.each([
    ['drift', aSpec(), '8608bcd7bb78b5aac9c76ea49093b21c5de4a132be7528e0f5b7d19208d44d57'],
    [
      'drift of at most five',
      aSpec({ constraints: { max_assets: 5 } }),
      'ccead64634fdfd0eca45928716947f3f8be64306ee55deb19ab2c70dae9b52d9',
    ],
    [
      'patches',
      aSpec(patching),
      'd64762fbcec9a65c18b0e68a8ff99a82e62cf36c0e9d952ef8b3a338e0f41bee',
    ],
    [
      'critical patches, cautiously',
      aSpec({ ...patching, constraints: { min_severity: 'critical', profile: 'cautious' } }),
      '2787758a34d0d90a8d68e1610400b967570b92b70d2691e936030c362f77bb58',
    ],
  ])('gets the plan that it always got: %s', async (_, spec, digest) => {
    expect(digestOf(asBefore(await planOf(spec)))).toBe(digest);
  });

  it('gets the digest that it always had from the same parts', () => {
    expect(digestOf(asBefore(aBuiltPlan()))).toBe(
      '51ee2884754d543e01bf0d04a8511b99a8e306438c6960d222c3f329c33ab472',
    );
  });
});
