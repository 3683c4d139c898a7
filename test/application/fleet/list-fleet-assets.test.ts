import { describe, expect, it } from 'vitest';
import type { UnmanagedAsset } from '../../../functions/domain/fleet/asset.ts';
import { makeListFleetAssets } from '../../../functions/application/fleet/list-fleet-assets.ts';
import { fleetCaller, fleetOf, untagged } from '../../support/builders/a-fleet.ts';

describe('the assets of a fleet', () => {
  const list = (query: object, unmanaged: readonly UnmanagedAsset[] = []) =>
    makeListFleetAssets({ fleet: fleetOf(unmanaged) })(fleetCaller, query);
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
