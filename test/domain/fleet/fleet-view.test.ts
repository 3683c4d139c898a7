import { describe, expect, it } from 'vitest';
import type { FleetProfile } from '../../../functions/domain/fleet/fleet-profile.ts';
import {
  FleetAssetPage,
  FleetView,
  toFleetAssetView,
  toFleetView,
  toUnmanagedView,
} from '../../../functions/domain/fleet/fleet-view.ts';
import { AssetId } from '../../../functions/domain/shared/ids.ts';
import { anAsset, goldenWeb } from '../../support/builders/an-asset.ts';
import { org } from '../../support/builders/ids.ts';

const now = Date.parse('2026-03-01T10:00:00.000Z');
const idOf = (number: number) => AssetId.parse(`i-${String(number).padStart(3, '0')}`);

const profile: FleetProfile = {
  simulated: true,
  pace: {
    canary_bake_seconds: 1,
    wave_bake_seconds: 1,
    sample_interval_seconds: 1,
    action_seconds: 1,
  },
  assumptions: ['Assets without a role belong to no role.'],
  sources: [],
};

const fleet = (changes: Partial<Parameters<typeof toFleetView>[0]> = {}): FleetView =>
  toFleetView({
    org_id: org,
    profile,
    assets: [],
    unmanaged: [],
    goldenImages: [],
    now,
    ...changes,
  });

describe('a fleet in numbers', () => {
  it('is counted by each kind in the order of its words, and what nobody said as none', () => {
    const view = fleet({
      assets: [
        anAsset(1, { role: 'web', region: 'us-east-1', account: '222222222222' }),
        anAsset(2, { role: null, region: 'eu-west-1', platform: 'windows' }),
        anAsset(3, { role: 'api', region: 'us-east-1', environment: 'development' }),
        anAsset(4, { role: 'web', region: 'ap-south-1', account: '111111111111' }),
      ],
    });

    expect(FleetView.parse(view)).toEqual(view);
    expect([view.managed, view.unmanaged, view.simulated]).toEqual([4, 0, true]);
    const { by_environment, by_role, by_region, by_account, by_platform } = view;
    expect(JSON.stringify({ by_environment, by_role, by_region, by_account, by_platform })).toBe(
      JSON.stringify({
        by_environment: { development: 1, production: 3 },
        by_role: { api: 1, none: 1, web: 2 },
        by_region: { 'ap-south-1': 1, 'eu-west-1': 1, 'us-east-1': 2 },
        by_account: { '111111111111': 1, '222222222222': 1, none: 2 },
        by_platform: { linux: 3, windows: 1 },
      }),
    );
    expect(view.assumptions).toEqual(profile.assumptions);
  });

  it('says why assets are left out: the commonest reason first, then by its words', () => {
    const leftOut = (number: number, reason: string) => ({
      asset_id: idOf(number),
      name: `n-${number}`,
      reason,
    });
    const view = fleet({
      unmanaged: [
        leftOut(9, 'no region'),
        leftOut(4, 'no environment'),
        leftOut(1, 'no platform'),
        leftOut(2, 'no environment'),
        leftOut(3, 'a test'),
      ],
    });

    expect(view.unmanaged).toBe(5);
    expect(view.unmanaged_reasons).toEqual([
      { reason: 'no environment', count: 2, asset_ids: [idOf(2), idOf(4)] },
      { reason: 'a test', count: 1, asset_ids: [idOf(3)] },
      { reason: 'no platform', count: 1, asset_ids: [idOf(1)] },
      { reason: 'no region', count: 1, asset_ids: [idOf(9)] },
    ]);
  });

  it('counts all that are left out for a reason, and names the first fifty', () => {
    const reason = 'no environment';
    const ids = Array.from({ length: 51 }, (_, at) => idOf(51 - at));
    const [first] = fleet({
      unmanaged: ids.map((asset_id) => ({ asset_id, name: asset_id, reason })),
    }).unmanaged_reasons;

    expect(first?.count).toBe(51);
    expect(first?.asset_ids).toHaveLength(50);
    expect(first?.asset_ids.at(0)).toBe('i-001');
    expect(first?.asset_ids.at(-1)).toBe('i-050');
  });

  it.each([
    ['in whole seconds', '2026-03-01T09:59:58.001Z', 1],
    ['none, for one that was written just now', '2026-03-01T10:00:00.000Z', 0],
    ['none, for one from a clock that runs ahead', '2026-03-01T10:05:00.000Z', 0],
    ['not known, for one that has no time', null, null],
  ])('tells the age of a source: %s', (_what, as_of, age_seconds) => {
    const source = { kind: 'instances' as const, name: 'instances.json', as_of, entries: 7 };

    expect(fleet({ profile: { ...profile, sources: [source] } }).sources).toEqual([
      { ...source, age_seconds },
    ]);
  });

  it('shows golden images with what narrows them, and null where nothing does', () => {
    const narrow = {
      ...goldenWeb,
      environment: 'staging' as const,
      architecture: 'arm64',
      region: 'eu-west-1',
      image: null,
    };

    expect(fleet({ goldenImages: [goldenWeb, narrow] }).golden_images).toEqual([
      { ...goldenWeb, environment: null, architecture: null, region: null },
      narrow,
    ]);
  });
});

describe('an asset as the API shows it', () => {
  const whole = anAsset(1, {
    platform_version: 'ubuntu 24.04',
    architecture: 'arm64',
    account: '111111111111',
    vpc: 'vpc-1',
    auto_scaling_group: 'web',
    addresses: ['10.0.0.1'],
    ping_status: 'Online',
    missing_cves: ['CVE-2026-0001'],
    tags: { Team: 'blue' },
  });

  it('says all that is known of it', () => {
    expect(toFleetAssetView(whole)).toEqual({ ...whole, managed: true });
  });

  it('says null of what is not known', () => {
    const bare = anAsset(2, { role: null, service: null });

    expect(toFleetAssetView(bare)).toEqual({
      ...bare,
      managed: true,
      platform_version: null,
      architecture: null,
      account: null,
      vpc: null,
      auto_scaling_group: null,
      addresses: [],
      ping_status: null,
    });
  });

  it('says of one that is left out why it is', () => {
    const leftOut = { asset_id: idOf(1), name: 'n', reason: 'no environment' };
    const page = { assets: [toFleetAssetView(whole), toUnmanagedView(leftOut)] };

    expect(toUnmanagedView(leftOut)).toEqual({ ...leftOut, managed: false });
    expect(FleetAssetPage.parse(page)).toEqual(page);
  });
});
