import { describe, expect, it } from 'vitest';
import { checkDrift, listIds } from '../../../functions/domain/plan/check-drift.ts';
import { Plan } from '../../../functions/domain/plan/plan.ts';
import { actionCatalogue } from '../../../functions/specialists/actions/list.ts';
import type { Asset } from '../../../functions/domain/fleet/asset.ts';
import { aBuiltPlan } from '../../support/builders/a-built-plan.ts';
import { someAssets } from '../../support/builders/an-asset.ts';

const small = aBuiltPlan({ sorted: { eligible: someAssets(2), excluded: [] } });

const codes = (findings: readonly { code: string }[]) => findings.map(({ code }) => code);

/** A canary of i-000001 and waves of i-000002 and i-000003. */
const plan = aBuiltPlan({ sorted: { eligible: someAssets(3, { zone: 'a' }), excluded: [] } });

const [one, two, three] = someAssets(3, { zone: 'a' }) as readonly [Asset, Asset, Asset];

describe('checkDrift', () => {
  const [one, two] = someAssets(2) as readonly [Asset, Asset];

  it.each<[string, readonly Asset[], string[]]>([
    ['nothing while the fleet is as planned', [one, two], []],
    ['an asset that is gone', [one], ['asset-gone']],
    ['an asset that changed', [one, { ...two, image: 'ami-99', version: 'v-99' }], ['asset-moved']],
    ['an asset of another role now', [one, { ...two, role: 'app' }], ['asset-mismatch']],
  ])('finds %s', (_case, current, expected) => {
    expect(codes(checkDrift(small, current, actionCatalogue.reimage))).toEqual(expected);
  });

  it.each<[string, Partial<Asset>, string[]]>([
    ['a scan and a tag', { missing_cves: ['CVE-2026-0009'], tags: { Scanned: 'today' } }, []],
    [
      'another image, whatever the version',
      { image: 'ami-99', version: two.version },
      ['asset-moved'],
    ],
  ])('of a reimage sees %s as %j', (_change, change, expected) => {
    const now = { ...two, version: 'v-99', ...change };

    expect(codes(checkDrift(small, [one, now], actionCatalogue.reimage))).toEqual(expected);
  });

  it('goes by the version in a plan that was stored without digests', () => {
    const phases = small.phases.map((phase) => ({
      ...phase,
      assets: phase.assets.map(({ asset_id, name, version }) => ({ asset_id, name, version })),
    }));
    const stored = Plan.parse({ ...small, phases });
    const check = (now: Asset) => codes(checkDrift(stored, [one, now], actionCatalogue.reimage));

    expect(check(two)).toEqual([]);
    expect(check({ ...two, version: 'v-99' })).toEqual(['asset-moved']);
  });

  it('names the phase and the asset', () => {
    expect(checkDrift(small, [one], actionCatalogue.reimage)).toEqual([
      {
        code: 'asset-gone',
        severity: 'error',
        message: '1 assets no longer exist: i-000002',
        phase: 'Wave 1',
        rule: 'drift_safety',
      },
    ]);
  });
});

describe('what changed since the plan was made', () => {
  const drift = (code: string, message: string, phase: string) => ({
    code,
    severity: 'error',
    message,
    phase,
    rule: 'drift_safety',
  });

  it.each<[string, Asset[], object[]]>([
    ['nothing', [one, two, three], []],
    [
      'a gone asset',
      [one, three],
      [drift('asset-gone', '1 assets no longer exist: i-000002', 'Wave 1')],
    ],
    [
      'an asset elsewhere',
      [{ ...one, environment: 'staging' }, two, three],
      [drift('asset-mismatch', '1 assets no longer match the selector: i-000001', 'Canary')],
    ],
    [
      'another version',
      [one, two, { ...three, image: 'ami-9', version: 'v-9' }],
      [drift('asset-moved', '1 assets changed since the plan was made: i-000003', 'Wave 2')],
    ],
    [
      'one thing in each phase',
      [
        { ...two, role: 'app' },
        { ...three, image: 'ami-9', version: 'v-9' },
      ],
      [
        drift('asset-gone', '1 assets no longer exist: i-000001', 'Canary'),
        drift('asset-mismatch', '1 assets no longer match the selector: i-000002', 'Wave 1'),
        drift('asset-moved', '1 assets changed since the plan was made: i-000003', 'Wave 2'),
      ],
    ],
  ])('is %s', (_what, current, findings) => {
    expect(checkDrift(plan, current, actionCatalogue.reimage)).toEqual(findings);
  });

  it('is told by kind within a phase', () => {
    const wide = aBuiltPlan({ sorted: { eligible: someAssets(30, { zone: 'a' }), excluded: [] } });
    const [, wave] = wide.phases;
    const [gone, moved] = wave?.assets ?? [];
    const current = someAssets(30, { zone: 'a' })
      .filter(({ asset_id }) => asset_id !== gone?.asset_id)
      .map((asset) =>
        asset.asset_id === moved?.asset_id ? { ...asset, image: 'ami-x', version: 'x' } : asset,
      );

    expect(
      checkDrift(wide, current, actionCatalogue.reimage).map(
        ({ code, phase }) => `${code} ${phase ?? ''}`,
      ),
    ).toEqual(['asset-gone Wave 1', 'asset-moved Wave 1']);
  });

  it.each([
    [1, 'i1'],
    [10, 'i1, i2, i3, i4, i5, i6, i7, i8, i9, i10'],
    [11, 'i1, i2, i3, i4, i5, i6, i7, i8, i9, i10 and 1 more'],
    [25, 'i1, i2, i3, i4, i5, i6, i7, i8, i9, i10 and 15 more'],
  ])('names of %i assets %s', (count, text) => {
    const assets = Array.from({ length: count }, (_, index) => ({ asset_id: `i${index + 1}` }));

    expect(listIds(assets)).toBe(text);
  });
});
