import { describe, expect, it } from 'vitest';
import {
  GetFleetQuery,
  ListFleetAssetsQuery,
} from '../../../functions/domain/fleet/fleet-requests.ts';

describe('the queries of a fleet', () => {
  it('may name an org and nothing else', () => {
    expect(GetFleetQuery.parse({})).toEqual({});
    expect(GetFleetQuery.parse({ org_id: 'org-123' })).toEqual({ org_id: 'org-123' });
    expect(GetFleetQuery.safeParse({ org: 'org-123' }).success).toBe(false);
  });

  it('ask for fifty managed assets unless they say otherwise', () => {
    expect(ListFleetAssetsQuery.parse({})).toEqual({ managed: 'true', limit: 50 });
    expect(
      ListFleetAssetsQuery.parse({ managed: 'false', limit: '100', name: ' web ', role: 'api' }),
    ).toEqual({ managed: 'false', limit: 100, name: 'web', role: 'api' });
  });

  it.each([
    { environment: 'qa' },
    { managed: 'yes' },
    { limit: '0' },
    { limit: '101' },
    { name: ' ' },
    { service: '' },
    { region: 'r'.repeat(129) },
    { cursor: 'c'.repeat(401) },
    { zone: 'a' },
  ])('are refused with %j', (query) => {
    expect(ListFleetAssetsQuery.safeParse(query).success).toBe(false);
  });

  it('take words and cursors up to their length', () => {
    const query = { region: 'r'.repeat(128), cursor: 'c'.repeat(400) };

    expect(ListFleetAssetsQuery.parse(query)).toMatchObject(query);
  });
});
