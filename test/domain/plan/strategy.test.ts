import { describe, expect, it } from 'vitest';
import { canarySize, phaseCap, phaseSizes } from '../../../functions/domain/plan/strategy.ts';
import { spreadOverZones } from '../../../functions/domain/plan/spread-over-zones.ts';

describe('phaseSizes', () => {
  it.each([
    [0, []],
    [1, [1]],
    [4, [1, 1, 1, 1]],
    [9, [1, 1, 1, 1, 1, 1, 1, 1, 1]],
    [10, [1, 2, 2, 2, 2, 1]],
    [47, [4, 8, 9, 9, 9, 8]],
    [100, [5, 10, 20, 20, 20, 20, 5]],
    [1_000, [5, 10, 20, 40, 80, 160, 200, 200, 200, 85]],
  ])('grows from the canary by doubling to a fifth of %i in production', (total, sizes) => {
    expect(phaseSizes(total, 'production', 'standard')).toEqual(sizes);
  });

  it.each([
    ['staging', 'standard', [4, 8, 15, 15, 5]],
    ['development', 'standard', [4, 8, 16, 19]],
    ['production', 'cautious', [4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 3]],
  ] as const)('has another cap in %s with the %s profile', (environment, profile, sizes) => {
    expect(phaseSizes(47, environment, profile)).toEqual(sizes);
  });

  it.each([
    [1, 1],
    [19, 1],
    [20, 2],
    [49, 4],
    [50, 5],
    [10_000, 5],
  ])('takes of %i assets %i as the canary', (total, canary) => {
    expect(canarySize(total)).toBe(canary);
  });

  it.each([
    [1, 1],
    [9, 1],
    [10, 2],
    [10_000, 2_000],
  ])('lets no phase of %i assets in production exceed %i', (total, cap) => {
    expect(phaseCap(total, 'production', 'standard')).toBe(cap);
  });
});

describe('a rollout of a small or no fleet', () => {
  it.each([
    [0, 'production', []],
    [-1, 'production', []],
    [1, 'development', [1]],
    [2, 'development', [1, 1]],
    [3, 'development', [1, 1, 1]],
    [12, 'staging', [1, 2, 4, 4, 1]],
  ] as const)('of %i in %s is %j', (total, environment, sizes) => {
    expect(phaseSizes(total, environment, 'standard')).toEqual(sizes);
  });
});

describe('spreadOverZones', () => {
  it('takes one of each zone in turn, by id', () => {
    const assets = [
      { asset_id: 'i-3', zone: 'a' },
      { asset_id: 'i-1', zone: 'a' },
      { asset_id: 'i-2', zone: 'b' },
      { asset_id: 'i-4', zone: 'a' },
    ];

    expect(spreadOverZones(assets).map(({ asset_id }) => asset_id)).toEqual([
      'i-1',
      'i-2',
      'i-3',
      'i-4',
    ]);
  });
});
