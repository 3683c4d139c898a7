import { describe, expect, it } from 'vitest';
import {
  fitsCriteria,
  fittingWords,
  isLeftOutBy,
} from '../../../functions/domain/plan/fits-criteria.ts';
import type { Criteria } from '../../../functions/domain/task/task-spec.ts';
import { anAsset } from '../../support/builders/an-asset.ts';

const asset = anAsset(1, {
  name: 'prod-web-1',
  account: '111122223333',
  vpc: 'vpc-1',
  auto_scaling_group: 'web-asg',
  platform_version: 'ubuntu 24.04',
  addresses: ['10.0.0.1', '10.0.0.2'],
  tags: { Team: 'Payments', tier: 'front' },
});
const bare = anAsset(2, { role: null, service: null });

const one = (key: keyof Criteria, value: string): Criteria => ({ [key]: [value] });

describe('an asset fits', () => {
  it.each<[keyof Criteria, string, string]>([
    ['roles', 'WEB', 'role WEB'],
    ['services', 'checkout', 'service checkout'],
    ['platforms', 'linux', 'platform linux'],
    ['platform_versions', 'Ubuntu 24.04', 'platform version Ubuntu 24.04'],
    ['regions', 'us-east-1', 'region us-east-1'],
    ['zones', 'us-east-1b', 'zone us-east-1b'],
    ['accounts', '111122223333', 'account 111122223333'],
    ['vpcs', 'vpc-1', 'VPC vpc-1'],
    ['auto_scaling_groups', 'web-asg', 'Auto Scaling group web-asg'],
    ['names', 'Prod-Web-1', 'name Prod-Web-1'],
    ['asset_ids', 'i-000001', 'id i-000001'],
    ['addresses', '10.0.0.2', 'address 10.0.0.2'],
  ])('%s by %j, whatever its case, and says so', (key, value, words) => {
    expect(fitsCriteria(asset, one(key, value))).toBe(true);
    expect(fittingWords(asset, one(key, value))).toBe(words);
    expect(fitsCriteria(asset, one(key, 'another'))).toBe(false);
    expect(fitsCriteria(bare, one(key, ''))).toBe(false);
  });

  it('any value of a criterion, and each of the criteria', () => {
    expect(fitsCriteria(asset, { roles: ['database', 'web'], regions: ['us-east-1'] })).toBe(true);
    expect(fitsCriteria(asset, { roles: ['web'], regions: ['eu-west-1'] })).toBe(false);
  });

  it('what narrows nothing', () => {
    expect(fitsCriteria(asset, {})).toBe(true);
    expect(fitsCriteria(asset, { roles: [], tags: [] })).toBe(true);
  });

  it('any value of a tag, and each of the tags', () => {
    const team = { key: 'team', value: 'payments' };

    expect(fitsCriteria(asset, { tags: [team, { key: 'team', value: 'search' }] })).toBe(true);
    expect(fitsCriteria(asset, { tags: [team, { key: 'tier', value: 'back' }] })).toBe(false);
    expect(fittingWords(asset, { roles: ['web'], tags: [team] })).toBe(
      'role web, tag team=payments',
    );
  });
});

describe('an exclusion', () => {
  it('leaves out what fits all of its criteria', () => {
    expect(isLeftOutBy(asset, { roles: ['web'], vpcs: ['vpc-1'] })).toBe(true);
    expect(isLeftOutBy(asset, { roles: ['web'], vpcs: ['vpc-2'] })).toBe(false);
  });

  it('without criteria leaves nothing out', () => {
    expect(isLeftOutBy(asset, {})).toBe(false);
    expect(isLeftOutBy(asset, { roles: [] })).toBe(false);
  });
});
