import { describe, expect, it } from 'vitest';
import {
  isInRegionGroup,
  regionGroupTable,
  regionTable,
} from '../../../functions/domain/fleet/region-words.ts';
import type { RegionGroup } from '../../../functions/domain/fleet/region-words.ts';

const regions = [...Object.keys(regionTable), 'us-gov-west-1', 'us-iso-east-1', 'cn-north-1'];

const inGroup = (name: string): readonly string[] =>
  regions.filter((region) => isInRegionGroup(region, regionGroupTable[name] as RegionGroup));

describe('the regions of a part of the world', () => {
  it.each([
    ['us', ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2']],
    ['govcloud', ['us-gov-west-1']],
    ['oceania', ['ap-southeast-2', 'ap-southeast-4', 'ap-southeast-6']],
    ['australia', ['ap-southeast-2', 'ap-southeast-4']],
    ['japan', ['ap-northeast-1', 'ap-northeast-3']],
    ['middle east', ['il-central-1', 'me-south-1', 'me-central-1']],
    ['latin america', ['mx-central-1', 'sa-east-1']],
    ['china', ['cn-north-1']],
  ])('of %s are those that begin so', (name, expected) => {
    expect(inGroup(name)).toEqual(expected);
  });

  it('leave out those that begin so as well', () => {
    expect(inGroup('asia')).toContain('ap-southeast-1');
    expect(inGroup('asia')).not.toContain('ap-southeast-2');
    expect(inGroup('apac')).toContain('ap-southeast-2');
    expect(inGroup('north america')).not.toContain('us-iso-east-1');
  });

  it('hold what AWS opens later', () => {
    expect(isInRegionGroup('eu-east-9', regionGroupTable['europe'] as RegionGroup)).toBe(true);
    expect(isInRegionGroup('neu-1', regionGroupTable['europe'] as RegionGroup)).toBe(false);
  });
});

it('each word names one region', () => {
  const words = Object.values(regionTable).flat();

  expect(new Set(words).size).toBe(words.length);
});
