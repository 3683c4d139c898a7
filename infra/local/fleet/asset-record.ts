import type { FleetWords } from '../../../functions/domain/fleet/fleet-words.ts';
import { nameOf, placeOf } from './read-place.ts';
import type { AssetCondition, FleetAsset } from './fleet-asset.ts';

type Tags = Readonly<Record<string, string>>;

/** What has become of an asset of the dataset; stored once it differs from it. */
export interface AssetRecord {
  /** The dataset's version that this builds on: a record over another file's asset is void. */
  readonly base_version: string;
  /** Changes so far, undone ones included, so that no version is given twice. */
  readonly changes: number;
  readonly condition: AssetCondition;
  readonly tags: Tags;
  /** An asset that is tagged to fail its health check does so in every version but this one. */
  readonly healthy_version: string;
  /** The one action in flight: what holds from `at` (milliseconds since the epoch) on. */
  readonly pending: {
    readonly at: number;
    readonly condition: AssetCondition;
    readonly tags: Tags;
  } | null;
}

/** The record that stands: the stored one, or that of an untouched asset. */
export const recordOf = (base: FleetAsset, stored: AssetRecord | undefined): AssetRecord => {
  if (stored?.base_version === base.version) return stored;
  const { image, patch_state, missing_cves, state, version } = base;
  return {
    base_version: version,
    changes: 1,
    condition: { image, patch_state, missing_cves, state, version },
    tags: base.tags,
    healthy_version: version,
    pending: null,
  };
};

/** The record with an action in flight that is over by now folded in: time alone makes it stand. */
export const settle = (record: AssetRecord, now: number): AssetRecord =>
  record.pending === null || record.pending.at > now
    ? record
    : {
        ...record,
        condition: record.pending.condition,
        tags: record.pending.tags,
        pending: null,
      };

/** The asset as it is at the time that the record was settled for. */
export const assetWith = (base: FleetAsset, record: AssetRecord): FleetAsset => ({
  ...base,
  ...record.condition,
  tags: record.tags,
});

/** The asset where its tags say by now that it belongs; null where they no longer say it. */
export const placedAsset = (
  base: FleetAsset,
  record: AssetRecord,
  words: FleetWords,
): FleetAsset | null => {
  const asset = assetWith(base, record);
  if (record.tags === base.tags) return asset;
  const tags = Object.entries(record.tags);
  const place = placeOf(tags, words);
  return 'reason' in place ? null : { ...asset, ...place, name: nameOf(tags, base.asset_id) };
};

/** The tags with some set, and those that are null taken off. */
export const taggedWith = (tags: Tags, changes: Readonly<Record<string, string | null>>): Tags =>
  Object.fromEntries(
    Object.entries({ ...tags, ...changes }).filter(
      (entry): entry is [string, string] => entry[1] !== null,
    ),
  );

/** Sets tags, or removes those that are null; the version stays, and with it every plan. */
export const retag = (
  record: AssetRecord,
  changes: Readonly<Record<string, string | null>>,
): AssetRecord => ({
  ...record,
  tags: taggedWith(record.tags, changes),
  healthy_version: Object.hasOwn(changes, 'demo:fail')
    ? record.condition.version
    : record.healthy_version,
  pending: record.pending && {
    ...record.pending,
    tags: taggedWith(record.pending.tags, changes),
  },
});

export type Misbehaviour = 'apply' | 'health' | 'slow';

/** How the tag `demo:fail` makes the asset misbehave, if it does. */
export const misbehaviourOf = (tags: Tags): Misbehaviour | null => {
  const word = tags['demo:fail'];
  return word === 'apply' || word === 'health' || word === 'slow' ? word : null;
};
