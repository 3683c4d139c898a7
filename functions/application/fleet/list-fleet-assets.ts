import type { Asset, UnmanagedAsset } from '../../domain/fleet/asset.ts';
import { ListFleetAssetsQuery } from '../../domain/fleet/fleet-requests.ts';
import { toFleetAssetView, toUnmanagedView } from '../../domain/fleet/fleet-view.ts';
import type { FleetAssetPage, FleetAssetView } from '../../domain/fleet/fleet-view.ts';
import { Rejection } from '../../domain/shared/errors.ts';
import type { Identity } from '../../domain/shared/identity.ts';
import { AssetId } from '../../domain/shared/ids.ts';
import type { OrgId } from '../../domain/shared/ids.ts';
import type { FleetInventory } from '../execution/fleet-ports.ts';
import { fromCursor, toCursor } from '../shared/cursor.ts';
import { parseInput } from '../shared/parse-input.ts';
import { fleetOrgOf, managedAssets } from './steps/whole-fleet.ts';

export interface ListFleetAssetsDeps {
  readonly fleet: Pick<FleetInventory, 'query' | 'unmanaged'>;
}

const isSame = (wanted: string | undefined, value: string | null): boolean =>
  wanted === undefined || wanted.toLowerCase() === value?.toLowerCase();

const bearsName = (
  wanted: string | undefined,
  { asset_id, name }: Pick<Asset, 'asset_id' | 'name'>,
): boolean =>
  wanted === undefined ||
  [asset_id, name].some((text) => text.toLowerCase().includes(wanted.toLowerCase()));

const isWanted = (asset: Asset, query: ListFleetAssetsQuery): boolean =>
  isSame(query.role, asset.role) &&
  isSame(query.service, asset.service) &&
  isSame(query.region, asset.region) &&
  bearsName(query.name, asset);

/** An asset whose place nobody knows has no place that it could be sought by. */
const refusePlaces = (query: ListFleetAssetsQuery): void => {
  const places = (['environment', 'role', 'service', 'region'] as const).filter(
    (place) => query[place] !== undefined,
  );
  if (places.length === 0) return;
  const detail = 'can’t go with managed=false: an unmanaged asset is known by id and name alone';
  throw new Rejection('invalid-request', 'An unmanaged asset has no place to be sought by.', {
    errors: places.map((place) => ({ pointer: `/query/${place}`, detail })),
  });
};

const placeOf = (cursor: string | undefined): string => {
  if (cursor === undefined) return '';
  const place = fromCursor(AssetId, cursor);
  if (place !== null) return place;
  throw new Rejection('invalid-cursor', 'The cursor is not one that this API gave out.', {
    errors: [{ pointer: '/query/cursor', detail: 'is not a cursor' }],
  });
};

const byId = (
  left: Pick<UnmanagedAsset, 'asset_id'>,
  right: Pick<UnmanagedAsset, 'asset_id'>,
): number => (left.asset_id < right.asset_id ? -1 : 1);

const wantedAssets = async (
  { fleet }: ListFleetAssetsDeps,
  org: OrgId,
  query: ListFleetAssetsQuery,
): Promise<readonly FleetAssetView[]> => {
  if (query.managed === 'false') {
    refusePlaces(query);
    const unmanaged = await fleet.unmanaged(org);
    return unmanaged.filter((asset) => bearsName(query.name, asset)).map(toUnmanagedView);
  }
  const assets = await managedAssets(fleet, org, query.environment && [query.environment]);
  return assets.filter((asset) => isWanted(asset, query)).map(toFleetAssetView);
};

/**
 * Assets of the fleet of the caller's org, in the order of their ids, a page at a time.
 * @throws Rejection `org-mismatch`, `invalid-request`, `invalid-cursor`; TransientFailure while the
 *   fleet can't answer.
 */
export const makeListFleetAssets =
  (deps: ListFleetAssetsDeps) =>
  async (identity: Identity, rawQuery: unknown): Promise<FleetAssetPage> => {
    const query = parseInput(ListFleetAssetsQuery, rawQuery, '/query');
    const org = fleetOrgOf(identity, query.org_id);
    const after = placeOf(query.cursor);
    const found = [...(await wantedAssets(deps, org, query))]
      .sort(byId)
      .filter(({ asset_id }) => asset_id > after);
    const assets = found.slice(0, query.limit);
    const last = assets.at(-1);
    return {
      assets,
      ...(last && found.length > assets.length && { next_cursor: toCursor(last.asset_id) }),
    };
  };
