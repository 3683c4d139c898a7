import { describe, expect, it } from 'vitest';
import { makeGetFleet } from '../../../functions/application/fleet/get-fleet.ts';
import { makeListFleetAssets } from '../../../functions/application/fleet/list-fleet-assets.ts';
import type { Asset, UnmanagedAsset } from '../../../functions/domain/fleet/asset.ts';
import { AssetId } from '../../../functions/domain/shared/ids.ts';
import { anAsset, goldenWeb, someAssets } from '../../support/builders/an-asset.ts';
import { org, otherOrg } from '../../support/builders/ids.ts';
import { noon } from '../../support/builders/moments.ts';
import { callerNamed } from '../../support/builders/people.ts';
import { memoryFleet } from '../../support/planning/world.ts';

const caller = callerNamed('ada', { roles: ['viewer'] });

const untagged = (count: number, reason: string, from = 0): readonly UnmanagedAsset[] =>
  Array.from({ length: count }, (_, index) => ({
    asset_id: AssetId.parse(`i-9${String(from + index).padStart(5, '0')}`),
    name: `lost-${from + index}`,
    reason,
  }));

const assets: readonly Asset[] = [
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

const fleetOf = (unmanaged: readonly UnmanagedAsset[] = []) => ({
  ...memoryFleet({ assets, goldenImages: [goldenWeb], vulnerabilities: [], history: [] }),
  unmanaged: () => Promise.resolve(unmanaged),
});

describe('a fleet in numbers', () => {
  it('counts what is managed by environment, role, region, account and platform', async () => {
    const fleet = await makeGetFleet({ clock: { now: () => noon }, fleet: fleetOf() })(caller, {});

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
      caller,
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
    })(caller, {});

    expect(sources.map(({ name, age_seconds: age }) => [name, age])).toEqual([
      ['instances.json', 90],
      ['demo dataset', null],
    ]);
  });

  it('is the fleet of the caller’s org, which the local identity has to name', async () => {
    const getFleet = makeGetFleet({ clock: { now: () => noon }, fleet: fleetOf() });

    await expect(getFleet(caller, { org_id: otherOrg })).rejects.toMatchObject({
      code: 'org-mismatch',
    });
    await expect(getFleet({ ...caller, org: null }, {})).rejects.toMatchObject({
      details: { errors: [{ pointer: '/query/org_id' }] },
    });
    expect(await getFleet({ ...caller, org: null }, { org_id: org })).toMatchObject({ managed: 5 });
  });
});

describe('the assets of a fleet', () => {
  const list = (query: object, unmanaged: readonly UnmanagedAsset[] = []) =>
    makeListFleetAssets({ fleet: fleetOf(unmanaged) })(caller, query);
  const idsOf = async (query: object, unmanaged: readonly UnmanagedAsset[] = []) =>
    (await list(query, unmanaged)).assets.map(({ asset_id }) => asset_id);

  it.each<[object, readonly number[]]>([
    [{}, [1, 2, 3, 4, 5]],
    [{ environment: 'production' }, [1, 2, 3]],
    [{ role: 'DATABASE' }, [5]],
    [{ service: 'checkout', region: 'eu-west-1' }, [5]],
    [{ name: 'ord' }, [5]],
    [{ name: 'i-000002' }, [2]],
    [{ role: 'mail' }, []],
  ])('by %j are %j', async (query, numbers) => {
    expect(await idsOf(query)).toEqual(numbers.map((number) => `i-00000${number}`));
  });

  it('come a page at a time, each once', async () => {
    const first = await list({ limit: '2' });
    const second = await list({ limit: '2', cursor: first.next_cursor });
    const third = await list({ limit: '2', cursor: second.next_cursor });

    expect([first, second, third].map((page) => page.assets.map(({ name }) => name))).toEqual([
      ['web-1', 'web-2'],
      ['web-3', 'web-4'],
      ['Orders'],
    ]);
    expect(third.next_cursor).toBeUndefined();
  });

  it('that are unmanaged are told with their reason, and sought by name alone', async () => {
    const unmanaged = untagged(3, 'no Environment tag');

    expect((await list({ managed: 'false', name: 'lost-1' }, unmanaged)).assets).toEqual([
      { asset_id: 'i-900001', name: 'lost-1', managed: false, reason: 'no Environment tag' },
    ]);
    expect(await idsOf({}, unmanaged)).toHaveLength(5);
    await expect(list({ managed: 'false', role: 'web' })).rejects.toMatchObject({
      code: 'invalid-request',
      details: { errors: [{ pointer: '/query/role' }] },
    });
  });

  it.each([
    [{ limit: '101' }, '/query/limit'],
    [{ limit: '1e1' }, '/query/limit'],
    [{ managed: 'maybe' }, '/query/managed'],
    [{ environment: 'qa' }, '/query/environment'],
    [{ cursor: 'no cursor!' }, '/query/cursor'],
    [{ colour: 'blue' }, '/query/colour'],
  ])('are not asked for by %j', async (query, pointer) => {
    await expect(list(query)).rejects.toMatchObject({ details: { errors: [{ pointer }] } });
  });
});
