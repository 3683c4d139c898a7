import type { Asset, GoldenImage } from '../../../functions/domain/fleet/asset.ts';
import { AssetId } from '../../../functions/domain/shared/ids.ts';

export const goldenWeb: GoldenImage = {
  role: 'web',
  platform: 'linux',
  image: 'ami-web-golden',
  source: 'parameter',
};
export const goldenDatabase: GoldenImage = {
  role: 'database',
  platform: 'linux',
  image: 'ami-database-golden',
  source: 'parameter',
};

/** A running production web server that drifted and lacks no patch. */
export const anAsset = (number: number, changes: Partial<Asset> = {}): Asset => ({
  asset_id: AssetId.parse(`i-${String(number).padStart(6, '0')}`),
  name: `web-${number}`,
  environment: 'production',
  role: 'web',
  service: 'checkout',
  platform: 'linux',
  region: 'us-east-1',
  zone: `us-east-1${['a', 'b', 'c'][number % 3] ?? 'a'}`,
  state: 'running',
  image: 'ami-web-old',
  patch_state: 'current',
  missing_cves: [],
  version: `v-${number}`,
  tags: {},
  ...changes,
});

/** The asset of this id as plans and ledgers of `aPlan` and `aLine` know it. */
export const anAssetNamed = (id: string, changes: Partial<Asset> = {}): Asset =>
  anAsset(1, {
    asset_id: AssetId.parse(id),
    name: `${id}.prod`,
    service: null,
    zone: 'us-east-1a',
    image: 'ami-0old',
    version: 'v1',
    ...changes,
  });

export const someAssets = (count: number, changes: Partial<Asset> = {}): readonly Asset[] =>
  Array.from({ length: count }, (_, index) => anAsset(index + 1, changes));
