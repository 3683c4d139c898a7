import type { Asset, UnmanagedAsset } from '../../../functions/domain/fleet/asset.ts';
import { AssetId } from '../../../functions/domain/shared/ids.ts';
import { memoryFleet } from '../memory/memory-fleet.ts';
import { anAsset, goldenWeb, someAssets } from './an-asset.ts';
import { callerNamed } from './people.ts';

export const fleetCaller = callerNamed('ada', { roles: ['viewer'] });

export const untagged = (count: number, reason: string, from = 0): readonly UnmanagedAsset[] =>
  Array.from({ length: count }, (_, index) => ({
    asset_id: AssetId.parse(`i-9${String(from + index).padStart(5, '0')}`),
    name: `lost-${from + index}`,
    reason,
  }));

const fleetAssets: readonly Asset[] = [
  ...someAssets(3),
  anAsset(4, { environment: 'staging', role: null, account: '123456789012' }),
  anAsset(5, {
    environment: 'development',
    role: 'database',
    region: 'eu-west-1',
    platform: 'windows',
    name: 'Orders',
  }),
];

export const fleetOf = (unmanaged: readonly UnmanagedAsset[] = []) =>
  memoryFleet({
    assets: fleetAssets,
    goldenImages: [goldenWeb],
    ...{ unmanaged, vulnerabilities: [], history: [] },
  });
