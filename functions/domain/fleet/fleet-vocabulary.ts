import type { Environment } from '../shared/environment.ts';
import type { Asset, GoldenImage } from './asset.ts';

/** What a name stands for: how it is spelt, and where the assets that bear it are. */
export interface NamedAssets {
  readonly spelling: string;
  readonly environments: readonly Environment[];
}

/** An image by its id: whose golden one it is, and what else runs it. */
export interface NamedImage {
  readonly spelling: string;
  readonly golden_for: readonly string[];
  /** Roles whose assets run it. */
  readonly run_by: readonly string[];
}

/**
 * The fleet's own words, as its inventory has them, each in lower case with what it is spelt like
 * there. Names that requests use are looked up here, so that none is taken for a wider set.
 */
export interface FleetVocabulary {
  readonly names: ReadonlyMap<string, NamedAssets>;
  readonly asset_ids: ReadonlyMap<string, NamedAssets>;
  readonly roles: ReadonlyMap<string, string>;
  readonly services: ReadonlyMap<string, string>;
  readonly platform_versions: ReadonlyMap<string, string>;
  readonly regions: ReadonlyMap<string, string>;
  readonly zones: ReadonlyMap<string, string>;
  readonly accounts: ReadonlyMap<string, string>;
  readonly vpcs: ReadonlyMap<string, string>;
  readonly auto_scaling_groups: ReadonlyMap<string, string>;
  readonly addresses: ReadonlyMap<string, NamedAssets>;
  readonly images: ReadonlyMap<string, NamedImage>;
  /** The values of each tag key; keys in lower case. */
  readonly tags: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

const spelt = (values: Iterable<string | null>): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const value of values) {
    if (value === null || value.trim() === '') continue;
    const key = value.toLowerCase();
    if (!found.has(key)) found.set(key, value);
  }
  return found;
};

const named = (
  assets: readonly Asset[],
  namesOf: (asset: Asset) => readonly string[],
): ReadonlyMap<string, NamedAssets> => {
  const found = new Map<string, NamedAssets>();
  for (const asset of assets) {
    for (const spelling of namesOf(asset).filter((name) => name.trim() !== '')) {
      const key = spelling.toLowerCase();
      const { environments = [] } = found.get(key) ?? {};
      found.set(key, {
        spelling: found.get(key)?.spelling ?? spelling,
        environments: [...new Set([...environments, asset.environment])].sort(),
      });
    }
  }
  return found;
};

const tagsOf = (assets: readonly Asset[]): FleetVocabulary['tags'] => {
  const found = new Map<string, Map<string, string>>();
  for (const { tags } of assets) {
    for (const [key, value] of Object.entries(tags)) {
      const values = found.get(key.toLowerCase()) ?? new Map<string, string>();
      if (!values.has(value.toLowerCase())) values.set(value.toLowerCase(), value);
      found.set(key.toLowerCase(), values);
    }
  }
  return found;
};

const rolesByImage = (
  things: readonly { readonly role: string | null; readonly image: string | null }[],
): ReadonlyMap<string | null, readonly string[]> => {
  const found = new Map<string | null, Set<string>>();
  for (const { role, image } of things) {
    if (role === null) continue;
    const roles = found.get(image) ?? new Set<string>();
    found.set(image, roles.add(role));
  }
  return new Map([...found].map(([image, roles]) => [image, [...roles].sort()]));
};

const imagesOf = (
  assets: readonly Asset[],
  golden: readonly GoldenImage[],
): FleetVocabulary['images'] => {
  const known = [...golden, ...assets].map(({ image }) => image);
  const goldenBy = rolesByImage(golden);
  const assetsBy = rolesByImage(assets);
  return new Map(
    [...spelt(known)].map(([key, spelling]) => [
      key,
      {
        spelling,
        golden_for: goldenBy.get(spelling) ?? [],
        run_by: assetsBy.get(spelling) ?? [],
      },
    ]),
  );
};

/** The vocabulary of these assets and golden images; the first spelling of a word stands. */
export const fleetVocabularyOf = (
  assets: readonly Asset[],
  goldenImages: readonly GoldenImage[] = [],
): FleetVocabulary => ({
  names: named(assets, ({ name }) => [name]),
  asset_ids: named(assets, ({ asset_id }) => [asset_id]),
  roles: spelt(assets.map(({ role }) => role)),
  services: spelt(assets.map(({ service }) => service)),
  platform_versions: spelt(assets.map(({ platform_version }) => platform_version ?? null)),
  regions: spelt(assets.map(({ region }) => region)),
  zones: spelt(assets.map(({ zone }) => zone)),
  accounts: spelt(assets.map(({ account }) => account ?? null)),
  vpcs: spelt(assets.map(({ vpc }) => vpc ?? null)),
  auto_scaling_groups: spelt(assets.map(({ auto_scaling_group: group }) => group ?? null)),
  addresses: named(assets, ({ addresses = [] }) => addresses),
  images: imagesOf(assets, goldenImages),
  tags: tagsOf(assets),
});
