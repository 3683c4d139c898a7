import { describe, expect, it } from 'vitest';
import { makeGetFleet } from '../../../functions/application/fleet/get-fleet.ts';
import { fleetCaller, fleetOf, untagged } from '../../support/builders/a-fleet.ts';
import { org, otherOrg } from '../../support/builders/ids.ts';
import { noon } from '../../support/builders/moments.ts';

describe('a fleet in numbers', () => {
  it('counts what is managed by environment, role, region, account and platform', async () => {
    const fleet = await makeGetFleet({ clock: { now: () => noon }, fleet: fleetOf() })(
      fleetCaller,
      {},
    );

    expect(fleet).toMatchObject({
      org_id: org,
      managed: 5,
      unmanaged: 0,
      by_environment: { production: 3, staging: 1, development: 1 },
      by_role: { web: 3, none: 1, database: 1 },
      by_region: { 'us-east-1': 4, 'eu-west-1': 1 },
      by_account: { '123456789012': 1, none: 4 },
      by_platform: { linux: 4, windows: 1 },
      golden_images: [{ role: 'web', image: 'ami-web-golden', region: null, environment: null }],
      assumptions: ['The fleet is simulated.'],
    });
  });

  it('tells each reason why assets are unmanaged, with its count and the first 50 of them', async () => {
    const unmanaged = [...untagged(2, 'a conflict', 100), ...untagged(60, 'no Environment tag')];
    const fleet = await makeGetFleet({ clock: { now: () => noon }, fleet: fleetOf(unmanaged) })(
      fleetCaller,
      {},
    );

    expect(fleet.unmanaged).toBe(62);
    expect(
      fleet.unmanaged_reasons.map(({ reason, count, asset_ids: ids }) => [
        ...[reason, count, ids.length, ids[0]],
      ]),
    ).toEqual([
      ['no Environment tag', 60, 50, 'i-900000'],
      ['a conflict', 2, 2, 'i-900100'],
    ]);
  });

  it('tells how old its sources are', async () => {
    const inventory = fleetOf();
    const about = async () => ({
      ...(await inventory.about()),
      sources: [
        {
          kind: 'instances' as const,
          name: 'instances.json',
          as_of: new Date(noon - 90_500).toISOString(),
          entries: 5,
        },
        { kind: 'demo' as const, name: 'demo dataset', as_of: null, entries: 5 },
      ],
    });
    const { sources } = await makeGetFleet({
      clock: { now: () => noon },
      fleet: { ...inventory, about },
    })(fleetCaller, {});

    expect(sources.map(({ name, age_seconds: age }) => [name, age])).toEqual([
      ['instances.json', 90],
      ['demo dataset', null],
    ]);
  });

  it('is the fleet of the fleetCaller’s org, which the local identity has to name', async () => {
    const getFleet = makeGetFleet({ clock: { now: () => noon }, fleet: fleetOf() });

    await expect(getFleet(fleetCaller, { org_id: otherOrg })).rejects.toMatchObject({
      code: 'org-mismatch',
    });
    await expect(getFleet({ ...fleetCaller, org: null }, {})).rejects.toMatchObject({
      details: { errors: [{ pointer: '/query/org_id' }] },
    });
    expect(await getFleet({ ...fleetCaller, org: null }, { org_id: org })).toMatchObject({
      managed: 5,
    });
  });
});
