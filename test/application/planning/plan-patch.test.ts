import { describe, expect, it } from 'vitest';
import type { Vulnerability } from '../../../functions/domain/fleet/asset.ts';
import { aPatchTask } from '../../support/builders/a-task.ts';
import { anAsset, someAssets } from '../../support/builders/an-asset.ts';
import { aPlanningWorld } from '../../support/planning/world.ts';

const flaw = (
  cve_id: string,
  severity: Vulnerability['severity'],
  cvss: number,
): Vulnerability => ({
  ...{ cve_id, severity, cvss, platform: 'linux' },
  summary: `Flaw ${cve_id}`,
  fixed_in: '1.2.3',
});
const vulnerabilities = [flaw('CVE-2026-0001', 'critical', 9.8), flaw('CVE-2026-0002', 'low', 2.1)];
const behind = {
  patch_state: 'missing',
  missing_cves: ['CVE-2026-0001', 'CVE-2026-0002'],
} as const;
const missing = { ...behind, missing_cves: [...behind.missing_cves] };

describe('planning a patch rollout', () => {
  it('plans every asset that lacks patches, with all of them', async () => {
    const assets = [
      ...someAssets(11, missing),
      anAsset(12),
      anAsset(13, { ...missing, state: 'stopped' }),
    ];
    const world = aPlanningWorld({ task: aPatchTask(), fleet: { assets, vulnerabilities } });

    await world.plan();

    const plan = world.planOf();
    expect(plan.total_assets).toBe(11);
    expect(plan.action).toEqual({
      type: 'patch',
      parameters: { cve_ids: [], reboot: 'if_needed' },
      undo: 'snapshot',
      simulated: true,
    });
    expect(plan.excluded.map(({ reason }) => reason)).toEqual([
      'No patch is missing.',
      'The asset is stopped.',
    ]);
    expect(plan.simulation?.passed).toBe(true);
    expect([...world.turns.values()].map((turn) => turn.calls.map(({ tool }) => tool))).toEqual([
      ['query_assets', 'cve_feed'],
      ['risk_score', 'generate_rollout'],
      ['simulate_rollout'],
      [],
    ]);
  });

  it.each([
    [{ cve_ids: ['CVE-2026-0002'] }, ['CVE-2026-0002']],
    [{ min_severity: 'high' as const }, ['CVE-2026-0001']],
    [{ cve_ids: ['CVE-2026-0001', 'CVE-2026-9999'] }, ['CVE-2026-0001']],
  ])('closes for %j exactly the open CVEs in question', async (constraints, cve_ids) => {
    const world = aPlanningWorld({
      task: aPatchTask({ constraints }),
      fleet: { assets: someAssets(3, missing), vulnerabilities },
    });

    await world.plan();

    expect(world.planOf().action.parameters).toEqual({ cve_ids, reboot: 'if_needed' });
  });

  it('does nothing where the CVE in question is open nowhere, instead of patching all', async () => {
    const world = aPlanningWorld({
      task: aPatchTask({ constraints: { cve_ids: ['CVE-2026-7777'] } }),
      fleet: { assets: someAssets(3, missing), vulnerabilities },
    });

    expect(await world.plan()).toEqual({ outcome: 'nothing_to_do', plan_revision: 0 });
  });

  it('patches assets of unknown state and says that it assumes so', async () => {
    const world = aPlanningWorld({
      task: aPatchTask(),
      fleet: { assets: someAssets(2, { patch_state: 'unknown' }) },
    });

    await world.plan();

    expect(world.planOf().total_assets).toBe(2);
    expect(world.planOf().assumptions).toContain(
      '2 assets of unknown patch state are taken to need patching.',
    );
  });
});
