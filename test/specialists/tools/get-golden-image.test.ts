import { describe, expect, it } from 'vitest';
import { anAsset, goldenDatabase, goldenWeb, someAssets } from '../../support/builders/an-asset.ts';
import { useTool } from '../../support/planning/use-tool.ts';

const told = (role: string, image: string) => ({
  role,
  platform: 'linux',
  image,
  source: { provenance: 'golden image', text: 'parameter' },
});

describe('get_golden_image', () => {
  it('tells those of the roles at hand', async () => {
    expect(await useTool('get_golden_image', {}, { assets: someAssets(1) })).toEqual({
      images: [told('web', 'ami-web-golden')],
    });
  });

  it('tells none of another role or platform', async () => {
    const goldenImages = [
      goldenDatabase,
      goldenWeb,
      { ...goldenWeb, platform: 'windows' as const },
    ];
    const assets = [anAsset(1), anAsset(2, { role: 'mail' })];

    expect(await useTool('get_golden_image', {}, { assets, goldenImages })).toEqual({
      images: [told('web', 'ami-web-golden')],
    });
    expect(await useTool('get_golden_image', {}, { goldenImages })).toEqual({ images: [] });
  });

  it('tells for which architecture and region one is, and none that was not found', async () => {
    const narrow = { ...goldenWeb, architecture: 'arm64', region: 'us-east-1' };
    const assets = [anAsset(1, { architecture: 'arm64' }), anAsset(2, { role: 'database' })];
    const goldenImages = [{ ...goldenDatabase, image: null }, narrow];

    expect(await useTool('get_golden_image', {}, { assets, goldenImages })).toEqual({
      images: [{ ...told('web', 'ami-web-golden'), architecture: 'arm64', region: 'us-east-1' }],
    });
  });
});
