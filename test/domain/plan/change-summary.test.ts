import { expect, it } from 'vitest';
import { changeLines } from '../../../functions/domain/plan/change-summary.ts';
import { Plan } from '../../../functions/domain/plan/plan.ts';
import { actionCatalogue } from '../../../functions/specialists/actions/list.ts';
import { aBuiltPlan } from '../../support/builders/a-built-plan.ts';
import { aPlan } from '../../support/builders/a-plan.ts';
import { anAsset, someAssets } from '../../support/builders/an-asset.ts';

const openssl = {
  cve_id: 'CVE-2026-0001',
  severity: 'critical',
  cvss: 9.8,
  summary: 'A flaw.',
  platform: 'linux',
  fixed_in: 'openssl 3.2.9-4',
  package: 'openssl',
} as const;

const missing = {
  patch_state: 'missing' as const,
  missing_cves: ['CVE-2026-0001', 'CVE-2026-0002'],
};

const patching = () =>
  aBuiltPlan({
    action: actionCatalogue.patch,
    parameters: { cve_ids: [] },
    vulnerabilities: [openssl],
    sorted: {
      eligible: [...someAssets(3, missing), anAsset(4, { patch_state: 'unknown' })],
      excluded: [],
    },
  });

it('tells each kind of change once, with how many assets it is about, and what is closed', () => {
  expect(changeLines(patching())).toEqual([
    'package openssl: openssl 3.2.9-4 (3 assets)',
    'patch state: from missing to current (3 assets)',
    'patch state: from unknown to current (1 asset)',
    'Closes 2 CVEs: CVE-2026-0001, CVE-2026-0002.',
  ]);
});

it('is told of each asset in the plan, and in total', () => {
  const plan = patching();
  const assets = plan.phases.flatMap((phase) => phase.assets);

  expect(plan.cve_ids).toEqual(['CVE-2026-0001', 'CVE-2026-0002']);
  expect(assets.find(({ asset_id }) => asset_id === 'i-000001')).toMatchObject({
    cve_ids: ['CVE-2026-0001', 'CVE-2026-0002'],
    changes: [
      { field: 'package openssl', from: null, to: 'openssl 3.2.9-4' },
      { field: 'patch state', from: 'missing', to: 'current' },
    ],
  });
  expect(assets.find(({ asset_id }) => asset_id === 'i-000004')).not.toHaveProperty('cve_ids');
});

it('stays short however many kinds there are', () => {
  const eligible = Array.from({ length: 500 }, (_, index) =>
    anAsset(index + 1, { image: `ami-old-${index}` }),
  );

  const lines = changeLines(aBuiltPlan({ sorted: { eligible, excluded: [] } }));

  expect(lines).toHaveLength(11);
  expect(lines.at(-1)).toBe('and 490 more kinds of change, each told at its asset');
});

it('is nothing of a plan from before changes were told, which is still read', () => {
  expect(changeLines(Plan.parse(aPlan()))).toEqual([]);
});

it('takes text of the inventory as text', () => {
  const image = `ami\u202e${'x'.repeat(500)}`;
  const plan = aBuiltPlan({ sorted: { eligible: [anAsset(1, { image })], excluded: [] } });
  const [change] = plan.phases[0]?.assets[0]?.changes ?? [];

  expect(change?.from).toMatch(/^ami[^\u202e]+$/u);
  expect(change?.from?.length).toBeLessThanOrEqual(128);
});
