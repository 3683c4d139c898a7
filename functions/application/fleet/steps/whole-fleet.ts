import type { Asset } from '../../../domain/fleet/asset.ts';
import { Environment } from '../../../domain/shared/environment.ts';
import { Rejection } from '../../../domain/shared/errors.ts';
import type { Identity } from '../../../domain/shared/identity.ts';
import type { OrgId } from '../../../domain/shared/ids.ts';
import type { FleetInventory } from '../../execution/fleet-ports.ts';
import { resolveNamedOrg } from '../../shared/resolve-org.ts';

/**
 * The org whose fleet is meant.
 * @throws Rejection `org-mismatch`; `invalid-request` where a caller at home in every org names none.
 */
export const fleetOrgOf = (identity: Identity, named: OrgId | undefined): OrgId => {
  const org = named === undefined ? identity.org : resolveNamedOrg(identity, named);
  if (org !== null) return org;
  const detail = 'is needed: each org has a fleet of its own';
  throw new Rejection('invalid-request', `/query/org_id: ${detail}`, {
    errors: [{ pointer: '/query/org_id', detail }],
  });
};

/** The managed assets of all environments, or of one. */
export const managedAssets = async (
  fleet: Pick<FleetInventory, 'query'>,
  org: OrgId,
  environments: readonly Environment[] = Environment.options,
): Promise<readonly Asset[]> =>
  (await Promise.all(environments.map((environment) => fleet.query(org, { environment })))).flat();
