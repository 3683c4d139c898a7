import { describe, expect, it } from 'vitest';
import { aTask } from '../../support/builders/a-task.ts';
import { anAsset, someAssets } from '../../support/builders/an-asset.ts';
import { aFlaw, behind, useTool } from '../../support/planning/use-tool.ts';

const score = (state: Parameters<typeof useTool>[2]) => useTool('risk_score', {}, state);
const known = (cvss: number) => ({ vulnerabilities: [{ ...aFlaw, cvss }] });
const unknown = { patch_state: 'unknown' } as const;

describe('risk_score', () => {
  it.each([
    ['nothing open', [anAsset(1)], { score: 0, level: 'low' }],
    ['half behind a flaw of 8', [anAsset(1, behind), anAsset(2)], { score: 75.5, level: 'high' }],
    ['all behind it', [anAsset(1, behind)], { score: 88, level: 'critical' }],
    ['no asset', [], { score: 0, level: 'low' }],
  ])('rates %s', async (_case, assets, rating) => {
    expect(await score({ assets })).toMatchObject(rating);
  });

  it('tells what it is made of, to a hundredth', async () => {
    const assets = [anAsset(1, behind), anAsset(2, unknown), anAsset(3)];

    expect(await score({ assets, ...known(7.77) })).toEqual({
      score: 78.29,
      level: 'high',
      factors: [
        { factor: 'worst open CVSS', value: 7.77, points: 46.62 },
        { factor: 'share of assets behind', value: 0.67, points: 16.67 },
        { factor: 'environment', value: 1, points: 15 },
      ],
    });
  });

  it('counts the worst of what is open, and nothing that is not', async () => {
    const vulnerabilities = [
      { ...aFlaw, cvss: 3 },
      { ...aFlaw, cve_id: 'CVE-2026-0002', cvss: 5 },
      { ...aFlaw, cve_id: 'CVE-2026-0003', cvss: 10 },
    ];
    const assets = [anAsset(1, { ...behind, missing_cves: ['CVE-2026-0001', 'CVE-2026-0002'] })];

    expect(await score({ assets, vulnerabilities })).toMatchObject({ score: 70, level: 'high' });
  });

  it.each([
    ['production', 40],
    ['staging', 33],
    ['development', 28],
  ] as const)('weighs %s, where something is behind', async (environment, points) => {
    const task = aTask({
      environment,
      task_spec: { ...aTask().task_spec, environment, selector: { environment } },
    });
    const state = { task, vulnerabilities: [] };

    expect(
      await score({ ...state, assets: [anAsset(1, { environment, ...unknown })] }),
    ).toMatchObject({ score: points });
    expect(await score({ ...state, assets: [anAsset(1, { environment })] })).toMatchObject({
      score: 0,
    });
  });

  it.each([
    [1.24, 34.94, 'low'],
    [1.25, 35, 'medium'],
    [6.24, 64.94, 'medium'],
    [6.25, 65, 'high'],
    [9.58, 84.98, 'high'],
    [9.6, 85.1, 'critical'],
  ])('calls a flaw of %d on half of the assets %d, %s', async (cvss, points, level) => {
    expect(await score({ assets: [anAsset(1, behind), anAsset(2)], ...known(cvss) })).toMatchObject(
      { score: points, level },
    );
  });

  it('is critical from 85 on', async () => {
    expect(await score({ assets: [anAsset(1, behind)], ...known(7.5) })).toMatchObject({
      score: 85,
      level: 'critical',
    });
  });

  it('is a hundred at most', async () => {
    expect(await score({ assets: someAssets(2, behind), ...known(10) })).toMatchObject({
      score: 100,
      level: 'critical',
    });
  });
});
