import { expect, it } from 'vitest';
import { fleetVocabularyOf } from '../../../functions/domain/fleet/fleet-vocabulary.ts';
import { anAsset } from '../../support/builders/an-asset.ts';

it('knows each word of the fleet in lower case, by the spelling that came first', () => {
  const vocabulary = fleetVocabularyOf([
    anAsset(1, { role: 'Web', service: 'Checkout', vpc: 'vpc-1', account: '111122223333' }),
    anAsset(2, { role: 'WEB', service: null, region: 'eu-west-1', auto_scaling_group: 'web-ASG' }),
    anAsset(3, { role: ' ', platform_version: 'Ubuntu 24.04' }),
  ]);

  expect([...vocabulary.roles]).toEqual([['web', 'Web']]);
  expect([...vocabulary.services]).toEqual([['checkout', 'Checkout']]);
  expect([...vocabulary.platform_versions]).toEqual([['ubuntu 24.04', 'Ubuntu 24.04']]);
  expect([...vocabulary.regions.keys()]).toEqual(['us-east-1', 'eu-west-1']);
  expect([...vocabulary.zones.keys()]).toEqual(['us-east-1b', 'us-east-1c', 'us-east-1a']);
  expect([...vocabulary.accounts.keys()]).toEqual(['111122223333']);
  expect([...vocabulary.vpcs.keys()]).toEqual(['vpc-1']);
  expect([...vocabulary.auto_scaling_groups]).toEqual([['web-asg', 'web-ASG']]);
});

it('knows in which environments a name, an id and an address stand', () => {
  const vocabulary = fleetVocabularyOf([
    anAsset(1, { name: 'Shop', environment: 'staging', addresses: ['10.0.0.1', ' '] }),
    anAsset(2, { name: 'shop', environment: 'production' }),
    anAsset(3, { name: 'SHOP', environment: 'production', addresses: ['10.0.0.1'] }),
  ]);

  expect([...vocabulary.names]).toEqual([
    ['shop', { spelling: 'Shop', environments: ['production', 'staging'] }],
  ]);
  expect(vocabulary.asset_ids.get('i-000002')).toEqual({
    spelling: 'i-000002',
    environments: ['production'],
  });
  expect([...vocabulary.addresses]).toEqual([
    ['10.0.0.1', { spelling: '10.0.0.1', environments: ['production', 'staging'] }],
  ]);
});

it('knows the values of each tag, whatever the case of its key', () => {
  const { tags } = fleetVocabularyOf([
    anAsset(1, { tags: { Team: 'Payments' } }),
    anAsset(2, { tags: { team: 'payments', owner: 'Rita' } }),
    anAsset(3, { tags: { TEAM: 'Search' } }),
  ]);

  expect([...tags].map(([key, values]) => [key, [...values]])).toEqual([
    [
      'team',
      [
        ['payments', 'Payments'],
        ['search', 'Search'],
      ],
    ],
    ['owner', [['rita', 'Rita']]],
  ]);
});
