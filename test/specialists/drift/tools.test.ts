import { describe, expect, it } from 'vitest';
import { aSpec } from '../../support/builders/a-spec.ts';
import { aTask } from '../../support/builders/a-task.ts';
import { anAsset, someAssets } from '../../support/builders/an-asset.ts';
import { useTool } from '../../support/planning/use-tool.ts';

describe('compare_versions', () => {
  it('tells drifted, compliant and stopped assets apart', async () => {
    const assets = [
      anAsset(1),
      anAsset(2, { image: 'ami-web-golden' }),
      anAsset(3, { state: 'stopped' }),
    ];

    expect(await useTool('compare_versions', {}, { assets })).toEqual({
      total: 3,
      drifted: 1,
      compliant: 1,
      excluded: { 'The asset is stopped.': 1 },
      drifted_by_role: { web: 1 },
      drifted_images: { 'ami-web-old': 1 },
    });
  });

  it('says of what it could not compare why', async () => {
    const assets = [anAsset(1, { platform: 'windows' }), anAsset(2, { image: 'ami-0' })];

    expect(await useTool('compare_versions', {}, { assets })).toMatchObject({
      total: 2,
      drifted: 1,
      compliant: 0,
      excluded: { 'There is no golden image for web on windows.': 1 },
      drifted_images: { 'ami-0': 1 },
    });
  });
});

describe('compare_versions by role', () => {
  it('counts drift of assets without a role as that of none', async () => {
    const { selector, ...rest } = aSpec();
    const task = aTask({ task_spec: { ...rest, selector: { environment: selector.environment } } });
    const assets = [anAsset(1), anAsset(2, { role: null })];
    const { drifted, drifted_by_role } = (await useTool(
      'compare_versions',
      {},
      { assets, task },
    )) as { drifted: number; drifted_by_role: Record<string, number> };

    // Without a role an asset has no golden image to drift from.
    expect([drifted, drifted_by_role]).toEqual([1, { web: 1 }]);
  });
});

describe('generate_patch_plan', () => {
  it('drafts how drifted assets get back to their golden image', async () => {
    const assets = [...someAssets(2), anAsset(3, { image: 'ami-web-golden' })];

    expect(await useTool('generate_patch_plan', {}, { assets })).toMatchObject({
      action: 'reimage',
      undo: 'exact',
      eligible: 2,
      excluded: { 'The asset already runs the golden image.': 1 },
    });
  });
});
