import { describe, expect, it } from 'vitest';
import { Asset, GoldenImage, Vulnerability } from '../../../functions/domain/fleet/asset.ts';
import { anAsset, goldenWeb } from '../../support/builders/an-asset.ts';
import { aFlaw } from '../../support/planning/use-tool.ts';

describe('what inventory knows', () => {
  it('of an asset is read as it is', () => {
    const asset = anAsset(1, { service: null, tags: { Owner: 'web' }, platform: 'windows' });

    expect(Asset.parse(asset)).toEqual(asset);
    for (const patch_state of ['current', 'missing', 'unknown'])
      expect(Asset.safeParse({ ...asset, patch_state }).success).toBe(true);
    expect(Asset.safeParse({ ...asset, state: 'stopped' }).success).toBe(true);
  });

  it.each([
    { asset_id: '' },
    { environment: 'test' },
    { platform: 'macos' },
    { state: 'pending' },
    { patch_state: 'old' },
    { tags: { Owner: 1 } },
    { service: undefined },
    { owner: 'web' },
  ])('of an asset is not %j', (changes) => {
    expect(Asset.safeParse({ ...anAsset(1), ...changes }).success).toBe(false);
  });

  it('of a golden image is what runs where', () => {
    expect(GoldenImage.parse(goldenWeb)).toEqual(goldenWeb);
    for (const changes of [{ platform: 'macos' }, { image: 1 }, { more: 1 }])
      expect(GoldenImage.safeParse({ ...goldenWeb, ...changes }).success).toBe(false);
  });

  it.each([
    [{}, true],
    [{ cvss: 0 }, true],
    [{ cvss: 10 }, true],
    [{ cvss: -0.1 }, false],
    [{ cvss: 10.1 }, false],
    [{ severity: 'none' }, false],
    [{ platform: 'macos' }, false],
    [{ more: 1 }, false],
  ])('of a flaw with %j is read: %s', (changes, isRead) => {
    expect(Vulnerability.safeParse({ ...aFlaw, ...changes }).success).toBe(isRead);
  });
});
