import { describe, expect, it } from 'vitest';
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
import { noon } from '../../support/builders/moments.ts';

const lost = (number: number, reason: string) => ({
  asset_id: AssetId.parse(`i-lost${String(number).padStart(3, '0')}`),
  name: `lost-${number}`,
  reason,
});

const aFleet = {
  org_id: org,
  profile: {
    simulated: true,
    pace: {
      canary_bake_seconds: 3,
      wave_bake_seconds: 2,
      sample_interval_seconds: 1,
      action_seconds: 1,
    },
    assumptions: ['The fleet is simulated.'],
    sources: [
      { kind: 'instances' as const, name: 'fleet.json', as_of: null, entries: 4 },
      { kind: 'agents' as const, name: 'ssm.json', as_of: '2026-03-02T11:59:30.600Z', entries: 3 },
      { kind: 'demo' as const, name: 'ahead', as_of: '2026-03-02T12:00:30.000Z', entries: 1 },
    ],
  },
  assets: [
    anAsset(1, { account: '111122223333' }),
    anAsset(2, { role: null, environment: 'staging', region: 'eu-west-1' }),
    anAsset(3, { platform: 'windows' }),
  ],
  unmanaged: [lost(2, 'no tag'), lost(9, 'two tags'), lost(1, 'no tag')],
  goldenImages: [goldenWeb],
  now: noon,
};

describe('a fleet in numbers', () => {
  const view = toFleetView(aFleet);

  it('counts what is managed by each of its sides, and what has none as none', () => {
    expect(view).toMatchObject({
      managed: 3,
      unmanaged: 3,
      by_environment: { production: 2, staging: 1 },
      by_role: { none: 1, web: 2 },
      by_region: { 'eu-west-1': 1, 'us-east-1': 2 },
      by_account: { '111122223333': 1, none: 2 },
      by_platform: { linux: 2, windows: 1 },
    });
    expect(Object.keys(view.by_role)).toEqual(['none', 'web']);
  });

  it('says why assets are left out, the commonest reason first', () => {
    expect(view.unmanaged_reasons).toEqual([
      { reason: 'no tag', count: 2, asset_ids: ['i-lost001', 'i-lost002'] },
      { reason: 'two tags', count: 1, asset_ids: ['i-lost009'] },
    ]);
  });

  it('names fifty ids of a reason, and counts all', () => {
    const many = Array.from({ length: 60 }, (_, index) => lost(index, 'no tag'));
    const [reason] = toFleetView({ ...aFleet, unmanaged: many }).unmanaged_reasons;

    expect(reason?.count).toBe(60);
    expect(reason?.asset_ids).toHaveLength(50);
  });

  it('says how old its sources are; one from a clock ahead is new', () => {
    expect(view.sources.map(({ as_of, age_seconds }) => [as_of, age_seconds])).toEqual([
      [null, null],
      ['2026-03-02T11:59:30.600Z', 29],
      ['2026-03-02T12:00:30.000Z', 0],
    ]);
  });

  it('is of the described shape, where a golden image of all places has none', () => {
    expect(FleetView.safeParse(view).error).toBeUndefined();
    expect(view.golden_images).toEqual([
      {
        role: 'web',
        platform: 'linux',
        environment: null,
        architecture: null,
        region: null,
        image: 'ami-web-golden',
        source: 'parameter',
      },
    ]);
  });
});

describe('an asset of the fleet', () => {
  it('shows null for what inventory does not tell', () => {
    expect(toFleetAssetView(anAsset(1))).toMatchObject({
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

  it('shows what it tells, and of one left out the reason alone', () => {
    const told = {
      platform_version: 'ubuntu 24.04',
      architecture: 'arm64' as const,
      account: '111122223333',
      vpc: 'vpc-1',
      auto_scaling_group: 'web-asg',
      addresses: ['10.0.0.1'],
      ping_status: 'Online',
    };
    const page = {
      assets: [toFleetAssetView(anAsset(1, told)), toUnmanagedView(lost(1, 'no tag'))],
    };

    expect(page.assets[0]).toMatchObject(told);
    expect(page.assets[1]).toEqual({
      asset_id: 'i-lost001',
      name: 'lost-1',
      managed: false,
      reason: 'no tag',
    });
    expect(FleetAssetPage.safeParse(page).error).toBeUndefined();
  });
});
