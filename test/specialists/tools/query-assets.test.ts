import { describe, expect, it } from 'vitest';
import { aSpec } from '../../support/builders/a-spec.ts';
import { aTask } from '../../support/builders/a-task.ts';
import { anAsset, someAssets } from '../../support/builders/an-asset.ts';
import { useTool } from '../../support/planning/use-tool.ts';

describe('query_assets', () => {
  it('counts all and lists as many as asked for', async () => {
    const assets = [
      ...someAssets(3),
      anAsset(4, { environment: 'staging' }),
      anAsset(5, { role: 'app' }),
    ];

    expect(await useTool('query_assets', { limit: 1 }, { assets })).toMatchObject({
      total: 3,
      by_role: { web: 3 },
      by_zone: { 'us-east-1a': 1, 'us-east-1b': 1, 'us-east-1c': 1 },
      assets: [{ asset_id: 'i-000001', name: { provenance: 'inventory', text: 'web-1' } }],
      truncated: true,
    });
  });

  it('tells of each asset what it is, by id, and counts by each of it', async () => {
    const assets = [
      anAsset(2, { service: null, platform: 'windows', state: 'stopped', name: 'w\u202E2\u0007' }),
      anAsset(1, { patch_state: 'missing' }),
    ];

    expect(await useTool('query_assets', {}, { assets })).toEqual({
      total: 2,
      by_state: { running: 1, stopped: 1 },
      by_role: { web: 2 },
      by_service: { checkout: 1, none: 1 },
      by_platform: { linux: 1, windows: 1 },
      by_zone: { 'us-east-1b': 1, 'us-east-1c': 1 },
      by_patch_state: { current: 1, missing: 1 },
      assets: [
        {
          asset_id: 'i-000001',
          name: { provenance: 'inventory', text: 'web-1' },
          role: 'web',
          service: 'checkout',
          platform: 'linux',
          zone: 'us-east-1b',
          state: 'running',
          image: 'ami-web-old',
          patch_state: 'missing',
        },
        {
          asset_id: 'i-000002',
          name: { provenance: 'inventory', text: 'w2' },
          role: 'web',
          service: null,
          platform: 'windows',
          zone: 'us-east-1c',
          state: 'stopped',
          image: 'ami-web-old',
          patch_state: 'current',
        },
      ],
      truncated: false,
    });
  });

  it('counts what has no role as none', async () => {
    const { selector, ...rest } = aSpec();
    const task = aTask({ task_spec: { ...rest, selector: { environment: selector.environment } } });
    const assets = [anAsset(1, { role: null }), anAsset(2)];

    expect(await useTool('query_assets', {}, { assets, task })).toMatchObject({
      by_role: { none: 1, web: 1 },
      assets: [{ role: null }, { role: 'web' }],
    });
  });

  it('lists twenty unless asked, and says where that was not all', async () => {
    const listed = (assets: number) =>
      useTool('query_assets', {}, { assets: someAssets(assets) }) as Promise<{
        assets: unknown[];
        truncated: boolean;
      }>;
    const [twenty, more] = await Promise.all([listed(20), listed(21)]);

    expect([twenty.assets.length, twenty.truncated]).toEqual([20, false]);
    expect([more.assets.length, more.truncated]).toEqual([20, true]);
  });

  it.each([{ limit: 101 }, { limit: -1 }, { limit: 1.5 }, { environment: 'staging' }])(
    'takes no %j',
    (input) => {
      expect(() => useTool('query_assets', input)).toThrow();
    },
  );
});
