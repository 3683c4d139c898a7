import * as z from 'zod';
import { Environment } from '../shared/environment.ts';
import { AssetId, OrgId, Timestamp } from '../shared/ids.ts';
import { jsonRecord } from '../shared/json-object.ts';
import type { View } from '../shared/view.ts';
import type { Asset, GoldenImage, UnmanagedAsset } from './asset.ts';
import type { FleetProfile, FleetSource } from './fleet-profile.ts';

const Platform = z.enum(['linux', 'windows']);
const Counts = z.record(z.string(), z.int());
type Counts = Readonly<Record<string, number>>;

/** How many assets there are of each kind; what nobody said of an asset counts as `none`. */
export const FleetView = z.strictObject({
  org_id: OrgId,
  /** True where actions change a simulation and nothing else. */
  simulated: z.boolean(),
  managed: z.int(),
  unmanaged: z.int(),
  by_environment: Counts,
  by_role: Counts,
  by_region: Counts,
  by_account: Counts,
  by_platform: Counts,
  unmanaged_reasons: z.array(
    z.strictObject({
      reason: z.string(),
      count: z.int(),
      /** The first ones; GET /fleet/assets?managed=false has all. */
      asset_ids: z.array(AssetId),
    }),
  ),
  sources: z.array(
    z.strictObject({
      kind: z.enum(['demo', 'instances', 'agents']),
      name: z.string(),
      as_of: Timestamp.nullable(),
      age_seconds: z.int().nullable(),
      entries: z.int(),
    }),
  ),
  golden_images: z.array(
    z.strictObject({
      role: z.string(),
      platform: Platform,
      environment: Environment.nullable(),
      architecture: z.string().nullable(),
      region: z.string().nullable(),
      /** Null where none was found; `source` says why. */
      image: z.string().nullable(),
      source: z.string(),
    }),
  ),
  assumptions: z.array(z.string()),
});
export type FleetView = View<typeof FleetView>;

const ManagedAsset = z.strictObject({
  asset_id: AssetId,
  name: z.string(),
  managed: z.literal(true),
  environment: Environment,
  role: z.string().nullable(),
  service: z.string().nullable(),
  platform: Platform,
  platform_version: z.string().nullable(),
  architecture: z.string().nullable(),
  account: z.string().nullable(),
  region: z.string(),
  zone: z.string(),
  vpc: z.string().nullable(),
  auto_scaling_group: z.string().nullable(),
  addresses: z.array(z.string()),
  state: z.enum(['running', 'stopped']),
  ping_status: z.string().nullable(),
  image: z.string(),
  patch_state: z.enum(['current', 'missing', 'unknown']),
  missing_cves: z.array(z.string()),
  version: z.string(),
  tags: jsonRecord(z.string()),
});

const LeftOutAsset = z.strictObject({
  asset_id: AssetId,
  name: z.string(),
  managed: z.literal(false),
  reason: z.string(),
});

export const FleetAssetPage = z.strictObject({
  assets: z.array(z.discriminatedUnion('managed', [ManagedAsset, LeftOutAsset])),
  next_cursor: z.string().optional(),
});
export type FleetAssetPage = View<typeof FleetAssetPage>;
export type FleetAssetView = FleetAssetPage['assets'][number];

const counted = (words: readonly (string | null)[]): Counts => {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word ?? 'none', (counts.get(word ?? 'none') ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([left], [right]) => (left < right ? -1 : 1)));
};

/** Most ids that are told of one reason. */
const shownIds = 50;

const reasonsOf = (unmanaged: readonly UnmanagedAsset[]): FleetView['unmanaged_reasons'] => {
  const ids = new Map<string, UnmanagedAsset['asset_id'][]>();
  for (const { reason, asset_id } of unmanaged) {
    ids.set(reason, [...(ids.get(reason) ?? []), asset_id]);
  }
  return [...ids]
    .map(([reason, own]) => ({
      reason,
      count: own.length,
      asset_ids: [...own].sort().slice(0, shownIds),
    }))
    .sort((left, right) => right.count - left.count || (left.reason < right.reason ? -1 : 1));
};

const sourceOf = (source: FleetSource, now: number): FleetView['sources'][number] => ({
  kind: source.kind,
  name: source.name,
  as_of: source.as_of === null ? null : Timestamp.parse(source.as_of),
  age_seconds:
    source.as_of === null
      ? null
      : Math.max(0, Math.floor((now - Date.parse(source.as_of)) / 1_000)),
  entries: source.entries,
});

const goldenOf = (golden: GoldenImage): FleetView['golden_images'][number] => ({
  role: golden.role,
  platform: golden.platform,
  environment: golden.environment ?? null,
  architecture: golden.architecture ?? null,
  region: golden.region ?? null,
  image: golden.image,
  source: golden.source,
});

/** A fleet in numbers: what is managed, what is not and why, and what all of it rests on. */
export const toFleetView = (fleet: {
  readonly org_id: OrgId;
  readonly profile: FleetProfile;
  readonly assets: readonly Asset[];
  readonly unmanaged: readonly UnmanagedAsset[];
  readonly goldenImages: readonly GoldenImage[];
  readonly now: number;
}): FleetView => {
  const { assets, unmanaged, profile } = fleet;
  return {
    org_id: fleet.org_id,
    simulated: profile.simulated,
    managed: assets.length,
    unmanaged: unmanaged.length,
    by_environment: counted(assets.map(({ environment }) => environment)),
    by_role: counted(assets.map(({ role }) => role)),
    by_region: counted(assets.map(({ region }) => region)),
    by_account: counted(assets.map(({ account }) => account ?? null)),
    by_platform: counted(assets.map(({ platform }) => platform)),
    unmanaged_reasons: reasonsOf(unmanaged),
    sources: profile.sources.map((source) => sourceOf(source, fleet.now)),
    golden_images: fleet.goldenImages.map(goldenOf),
    assumptions: profile.assumptions,
  };
};

export const toFleetAssetView = (asset: Asset): FleetAssetView => ({
  asset_id: asset.asset_id,
  name: asset.name,
  managed: true,
  environment: asset.environment,
  role: asset.role,
  service: asset.service,
  platform: asset.platform,
  platform_version: asset.platform_version ?? null,
  architecture: asset.architecture ?? null,
  account: asset.account ?? null,
  region: asset.region,
  zone: asset.zone,
  vpc: asset.vpc ?? null,
  auto_scaling_group: asset.auto_scaling_group ?? null,
  addresses: asset.addresses ?? [],
  state: asset.state,
  ping_status: asset.ping_status ?? null,
  image: asset.image,
  patch_state: asset.patch_state,
  missing_cves: asset.missing_cves,
  version: asset.version,
  tags: asset.tags,
});

export const toUnmanagedView = ({ asset_id, name, reason }: UnmanagedAsset): FleetAssetView => ({
  asset_id,
  name,
  managed: false,
  reason,
});
