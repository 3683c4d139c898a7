import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fleetVocabularyOf } from '../../../functions/domain/fleet/fleet-vocabulary.ts';
import { anAsset, goldenWeb } from '../../support/builders/an-asset.ts';

describe('the vocabulary of a fleet', () => {
  it('has every word of its assets by its lower case, as the inventory spells it', () => {
    const vocabulary = fleetVocabularyOf([
      anAsset(1, {
        name: 'Web-1',
        role: 'Web',
        service: 'Checkout',
        platform_version: 'ubuntu 24.04',
        account: '111122223333',
        vpc: 'VPC-1',
        auto_scaling_group: 'Web-Group',
        addresses: ['10.0.0.1', '2001:DB8::1'],
        zone: 'us-east-1b',
      }),
    ]);

    expect(vocabulary).toEqual({
      names: new Map([['web-1', { spelling: 'Web-1', environments: ['production'] }]]),
      asset_ids: new Map([['i-000001', { spelling: 'i-000001', environments: ['production'] }]]),
      roles: new Map([['web', 'Web']]),
      services: new Map([['checkout', 'Checkout']]),
      platform_versions: new Map([['ubuntu 24.04', 'ubuntu 24.04']]),
      regions: new Map([['us-east-1', 'us-east-1']]),
      zones: new Map([['us-east-1b', 'us-east-1b']]),
      accounts: new Map([['111122223333', '111122223333']]),
      vpcs: new Map([['vpc-1', 'VPC-1']]),
      auto_scaling_groups: new Map([['web-group', 'Web-Group']]),
      addresses: new Map([
        ['10.0.0.1', { spelling: '10.0.0.1', environments: ['production'] }],
        ['2001:db8::1', { spelling: '2001:DB8::1', environments: ['production'] }],
      ]),
      images: new Map([
        ['ami-web-old', { spelling: 'ami-web-old', golden_for: [], run_by: ['Web'] }],
      ]),
      tags: new Map(),
    });
  });

  it('has no word for what the inventory does not say', () => {
    const bare = anAsset(1, { name: ' ', role: null, service: '  ', addresses: [''] });
    const { names, roles, services, accounts, addresses } = fleetVocabularyOf([bare]);

    expect([names, roles, services, accounts, addresses].map(({ size }) => size)).toEqual([
      ...[0, 0, 0, 0, 0],
    ]);
    expect(fleetVocabularyOf([anAsset(1)]).addresses.size).toBe(0);
  });

  it('keeps the first spelling of a word, and every environment of a name once', () => {
    const { roles, names } = fleetVocabularyOf([
      anAsset(1, { name: 'Edge', role: 'Web', environment: 'staging' }),
      anAsset(2, { name: 'edge', role: 'WEB', environment: 'development' }),
      anAsset(3, { name: 'EDGE', role: 'web', environment: 'staging' }),
    ]);

    expect(roles).toEqual(new Map([['web', 'Web']]));
    expect(names).toEqual(
      new Map([['edge', { spelling: 'Edge', environments: ['development', 'staging'] }]]),
    );
  });

  it('has each image with the roles that it is golden for and those that run it', () => {
    const { images } = fleetVocabularyOf(
      [
        anAsset(1, { image: 'AMI-1' }),
        anAsset(2, { image: 'AMI-1', role: 'api' }),
        anAsset(3, { image: 'ami-2', role: null }),
      ],
      [
        { ...goldenWeb, image: 'AMI-1' },
        { ...goldenWeb, image: 'AMI-1', region: 'eu-west-1' },
        { ...goldenWeb, role: 'cache', image: null },
      ],
    );

    expect(images).toEqual(
      new Map([
        ['ami-1', { spelling: 'AMI-1', golden_for: ['web'], run_by: ['api', 'web'] }],
        ['ami-2', { spelling: 'ami-2', golden_for: [], run_by: [] }],
      ]),
    );
  });

  it('has the values of each tag key, whatever the case of either', () => {
    const { tags } = fleetVocabularyOf([
      anAsset(1, { tags: { Team: 'Blue', Owner: 'rita' } }),
      anAsset(2, { tags: { team: 'BLUE' } }),
      anAsset(3, { tags: { TEAM: 'red' } }),
    ]);

    expect(tags).toEqual(
      new Map([
        [
          'team',
          new Map([
            ['blue', 'Blue'],
            ['red', 'red'],
          ]),
        ],
        ['owner', new Map([['rita', 'rita']])],
      ]),
    );
  });

  it('finds each asset by its name and id, in whatever case they are asked for', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,12}$/u)), (given) => {
        const assets = given.map((name, at) => anAsset(at, { name }));
        const { names, asset_ids } = fleetVocabularyOf(assets);

        for (const { name, asset_id, environment } of assets) {
          expect(names.get(name.toLowerCase())?.environments).toContain(environment);
          expect(asset_ids.get(asset_id)?.spelling).toBe(asset_id);
        }
        expect(names.size).toBeLessThanOrEqual(assets.length);
      }),
    );
  });
});
