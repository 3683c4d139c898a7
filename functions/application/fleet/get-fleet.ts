import { GetFleetQuery } from '../../domain/fleet/fleet-requests.ts';
import { toFleetView } from '../../domain/fleet/fleet-view.ts';
import type { FleetView } from '../../domain/fleet/fleet-view.ts';
import type { Identity } from '../../domain/shared/identity.ts';
import type { FleetInventory } from '../execution/fleet-ports.ts';
import { parseInput } from '../shared/parse-input.ts';
import type { Clock } from '../shared/ports.ts';
import { fleetOrgOf, managedAssets } from './steps/whole-fleet.ts';

export interface GetFleetDeps {
  readonly clock: Clock;
  readonly fleet: Pick<FleetInventory, 'about' | 'query' | 'unmanaged' | 'goldenImages'>;
}

/**
 * The fleet of the caller's org in numbers: what is managed, what is not and why, what it was read
 * from and how old that is, its golden images, and what is assumed.
 * @throws Rejection `org-mismatch`, or `invalid-request` where no org is known; TransientFailure while
 *   the fleet can't answer.
 */
export const makeGetFleet =
  ({ clock, fleet }: GetFleetDeps) =>
  async (identity: Identity, rawQuery: unknown): Promise<FleetView> => {
    const org_id = fleetOrgOf(identity, parseInput(GetFleetQuery, rawQuery, '/query').org_id);
    const [profile, assets, unmanaged, goldenImages] = await Promise.all([
      fleet.about(),
      managedAssets(fleet, org_id),
      fleet.unmanaged(org_id),
      fleet.goldenImages(org_id),
    ]);
    return toFleetView({ org_id, profile, assets, unmanaged, goldenImages, now: clock.now() });
  };
