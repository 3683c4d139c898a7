import * as z from 'zod';
import type { FleetAsset } from './fleet-asset.ts';

const texts = z.array(z.string()).optional();

const criteria = {
  roles: texts,
  services: texts,
  platforms: texts,
  platform_versions: texts,
  regions: texts,
  zones: texts,
  accounts: texts,
  vpcs: texts,
  auto_scaling_groups: texts,
  names: texts,
  asset_ids: texts,
  addresses: texts,
  tags: z.array(z.strictObject({ key: z.string(), value: z.string() })).optional(),
};

const FleetCriteria = z.strictObject(criteria).readonly();
type FleetCriteria = z.infer<typeof FleetCriteria>;

/**
 * Which assets are asked for. Strict: a criterion that the agent doesn't know is one that it would
 * not keep, and its answer would be too wide.
 */
export const FleetSelector = z
  .strictObject({
    environment: z.string(),
    ...criteria,
    exclude: z.array(FleetCriteria).optional(),
  })
  .readonly();
export type FleetSelector = z.infer<typeof FleetSelector>;

type Words = readonly (string | null)[];
type WordCriterion = Exclude<keyof FleetCriteria, 'tags'>;

/** By what no tag of an owner changes. */
const fixed = {
  platforms: (asset: FleetAsset): Words => [asset.platform],
  platform_versions: (asset: FleetAsset): Words => [asset.platform_version ?? null],
  regions: (asset: FleetAsset): Words => [asset.region],
  zones: (asset: FleetAsset): Words => [asset.zone],
  accounts: (asset: FleetAsset): Words => [asset.account ?? null],
  vpcs: (asset: FleetAsset): Words => [asset.vpc ?? null],
  asset_ids: (asset: FleetAsset): Words => [asset.asset_id],
  addresses: (asset: FleetAsset): Words => asset.addresses ?? [],
};

const words: Readonly<Record<WordCriterion, (asset: FleetAsset) => Words>> = {
  ...fixed,
  roles: ({ role }) => [role],
  services: ({ service }) => [service],
  auto_scaling_groups: (asset) => [asset.auto_scaling_group ?? null],
  names: ({ name }) => [name],
};

const lower = (text: string): string => text.toLowerCase();

const narrows = (list: readonly unknown[] | undefined): boolean => (list ?? []).length > 0;

const fits = (
  asset: FleetAsset,
  criteria: FleetCriteria,
  keys: readonly WordCriterion[],
): boolean =>
  keys.every((key) => {
    const wanted = (criteria[key] ?? []).map(lower);
    return (
      wanted.length === 0 ||
      words[key](asset).some((value) => value && wanted.includes(lower(value)))
    );
  });

/** Several values of one key mean any of them, several keys mean each of them. */
const hasTags = ({ tags }: FleetAsset, wanted: FleetCriteria['tags'] = []): boolean => {
  const has = new Set(Object.entries(tags).map(([key, value]) => lower(`${key}=${value}`)));
  return wanted.every(({ key }) =>
    wanted.some((wish) => lower(wish.key) === lower(key) && has.has(lower(`${key}=${wish.value}`))),
  );
};

const allWords = Object.keys(words) as WordCriterion[];

const fitsAll = (asset: FleetAsset, criteria: FleetCriteria): boolean =>
  fits(asset, criteria, allWords) && hasTags(asset, criteria.tags);

const isExcluded = (asset: FleetAsset, { exclude = [] }: FleetSelector): boolean =>
  exclude.some((one) => Object.values(one).some(narrows) && fitsAll(asset, one));

/** Whether an asset may be asked for, by what no tag changes; most of a fleet is passed over by it. */
export const mayMatch = (asset: FleetAsset, selector: FleetSelector): boolean =>
  fits(asset, selector, Object.keys(fixed) as (keyof typeof fixed)[]);

/** Whether an asset is asked for: it fits all criteria, and no exclusion fits it. */
export const matches = (asset: FleetAsset, selector: FleetSelector): boolean =>
  asset.environment === selector.environment &&
  fitsAll(asset, selector) &&
  !isExcluded(asset, selector);
