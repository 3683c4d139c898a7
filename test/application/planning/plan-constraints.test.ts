import { describe, expect, it } from 'vitest';
import { unhonoured, unhonouredByTask } from '../../../functions/domain/action/honours.ts';
import { renderPlan } from '../../../functions/domain/plan/render-plan.ts';
import type { Constraints, TaskSpec } from '../../../functions/domain/task/task-spec.ts';
import { actionCatalogue } from '../../../functions/specialists/actions/list.ts';
import { taskCatalogue } from '../../../functions/specialists/catalogue.ts';
import { aSpec } from '../../support/builders/a-spec.ts';
import { aTask } from '../../support/builders/a-task.ts';
import { anAsset, someAssets } from '../../support/builders/an-asset.ts';
import { aPlanningWorld } from '../../support/planning/world.ts';

const flaw = (cve_id: string, name: string) => ({
  ...({ cve_id, severity: 'high', cvss: 8, platform: 'linux' } as const),
  ...{ summary: `Flaw ${cve_id}`, fixed_in: `${name} 2`, package: name },
});

const openssl = { patch_state: 'missing' as const, missing_cves: ['CVE-2026-0001'] };
const kernel = { patch_state: 'missing' as const, missing_cves: ['CVE-2026-0002'] };

const planned = async (spec: Partial<TaskSpec>, assets = someAssets(20)) => {
  const world = aPlanningWorld({
    task: aTask({ task_spec: aSpec(spec) }),
    fleet: {
      assets,
      vulnerabilities: [flaw('CVE-2026-0001', 'openssl'), flaw('CVE-2026-0002', 'kernel')],
    },
  });
  const { outcome } = await world.plan();
  return { ...world, outcome };
};

const drift = (constraints: Constraints) => planned({ constraints });
const patching = (constraints: Constraints) =>
  planned({ task_type: 'patch_rollout', agent: 'patch_agent', constraints }, [
    anAsset(1, openssl),
    anAsset(2, kernel),
  ]);

describe('what a request asks to hold', () => {
  it('names in the plan what its exclusions leave out', async () => {
    const exclude = [{ names: ['web-3'] }];
    const { planOf } = await planned({ selector: { environment: 'production', exclude } });

    expect(planOf().total_assets).toBe(19);
    expect(planOf().excluded).toEqual([
      { asset_id: 'i-000003', name: 'web-3', reason: 'Excluded by the request: name web-3.' },
    ]);
  });

  it.each([
    [{ max_share_percent: 10 }, 2],
    [{ max_share_percent: 1 }, 1],
    [{ max_share_percent: 50, max_assets: 3 }, 3],
    [{ max_share_percent: 10, max_assets: 3 }, 2],
  ])('changes for %j %i of twenty assets', async (constraints, most) => {
    const { planOf } = await drift(constraints);

    expect(planOf().total_assets).toBe(most);
    expect(planOf().excluded).toHaveLength(20 - most);
    expect(planOf().excluded[0]?.reason).toMatch(/^Beyond the requested (?:share|number) of /u);
  });

  it('goes one at a time, waits, and bears no failure, where that was asked', async () => {
    const { planOf } = await drift({
      ...{ max_parallel: 1, phase_wait_seconds: 600, max_failures: 0 },
      ...{ not_before: '2026-03-03T02:00:00.000Z', not_after: '2026-03-03T04:00:00.000Z' },
    });
    const plan = planOf();

    expect(new Set(plan.phases.map((phase) => phase.max_parallel))).toEqual(new Set([1]));
    expect(plan.phases.slice(0, -1).every((phase) => phase.bake_seconds === 600)).toBe(true);
    expect(plan.phases.at(-1)?.bake_seconds).toBe(2);
    expect(plan.failure_budget.max_failed).toBe(0);
    expect(plan.phases.every((phase) => phase.failure_threshold.max_failed === 0)).toBe(true);
    const markdown = renderPlan(plan, taskCatalogue.drift_remediation.wording);
    expect(markdown).toContain('No phase begins before 2026-03-03T02:00:00.000Z.');
    expect(markdown).toContain('No phase begins after 2026-03-03T04:00:00.000Z.');
  });

  it('never shortens a bake for a shorter wait', async () => {
    const { planOf } = await drift({ phase_wait_seconds: 1 });

    expect(planOf().phases[0]?.bake_seconds).toBe(3);
  });

  it.each<[Constraints, string[], string]>([
    [{ packages: ['OpenSSL'] }, ['CVE-2026-0001'], 'if_needed'],
    [{ exclude_packages: ['openssl'] }, ['CVE-2026-0002'], 'if_needed'],
    [{ patch_kinds: ['kernel'], reboot: 'always' }, ['CVE-2026-0002'], 'always'],
    [{ reboot: 'never', packages: ['openssl'] }, ['CVE-2026-0001'], 'never'],
  ])('patches for %j exactly %j', async (constraints, cve_ids, reboot) => {
    const { planOf } = await patching(constraints);

    expect(planOf().action.parameters).toEqual({ cve_ids, reboot });
    expect(planOf().excluded.map(({ reason }) => reason)).toEqual([
      'None of the CVEs in question is open on the asset.',
    ]);
  });

  it('is refused by name before a plan exists, where the action can’t honour it', async () => {
    const { store, outcome, kept } = await drift({ reboot: 'never' });

    expect(outcome).toBe('failed');
    expect(kept.size).toBe(0);
    expect(store.current().error).toEqual({
      code: 'plan-invalid',
      message:
        'Reimaging replaces the root volume and restarts the machine: reboot never can’t be honoured.',
    });
  });

  it('takes a named image that an asset of the role runs, and refuses any other by name', async () => {
    const known = await drift({ image: 'ami-web-golden' });
    expect(known.planOf().action.parameters).toEqual({ image: 'ami-web-golden', requested: true });

    const { store } = await drift({ image: 'ami-elsewhere' });
    expect(store.current().error?.message).toContain(
      'The image ami-elsewhere is not known for web',
    );
  });
});

describe('what can’t be honoured', () => {
  it('is told for an action and for a type of task', () => {
    const told = unhonoured({ packages: ['openssl'], max_assets: 3 }, actionCatalogue.reimage);
    expect(told.map(({ constraint, words }) => [constraint, words])).toEqual([
      ['packages', 'only the packages openssl'],
    ]);
    expect(unhonouredByTask({ reboot: 'never' }, taskCatalogue.patch_rollout.actions)).toEqual([]);
    expect(
      unhonouredByTask({ not_before: '2026-03-03T02:00:00.000Z' }, []).map((one) => one.constraint),
    ).toEqual(['not_before']);
  });
});
