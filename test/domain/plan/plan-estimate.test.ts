import { describe, expect, it } from 'vitest';
import {
  estimateCostUsd,
  estimateDurationSeconds,
} from '../../../functions/domain/plan/plan-estimate.ts';
import { spreadOverZones } from '../../../functions/domain/plan/spread-over-zones.ts';
import { aPhase, assetIds } from '../../support/builders/a-plan.ts';

const phase = (assets: number, changes: Parameters<typeof aPhase>[2] = {}) =>
  aPhase('Wave 1', assetIds('i', assets), {
    max_parallel: 4,
    bake_seconds: 30,
    sample_interval_seconds: 10,
    ...changes,
  });

describe('how long a rollout takes', () => {
  it.each([
    ['nothing', [], 0.5, 0],
    ['one asset', [phase(1)], 0.5, 30.5],
    ['as many as at a time', [phase(4)], 0.5, 30.5],
    ['one more', [phase(5)], 0.5, 31],
    ['two phases', [phase(5), phase(1, { bake_seconds: 10 })], 2, 46],
    ['a fraction', [phase(5)], 0.333, 30.7],
  ])('of %s: %#', (...[, phases, actionSeconds, seconds]) => {
    expect(estimateDurationSeconds(phases, actionSeconds)).toBe(seconds);
  });
});

describe('what a rollout costs', () => {
  it.each([
    // 12 states at 0.0000258667 USD each
    ['nothing', [], 0.0003],
    // 12 + 8 + 3 × 3 + 4 = 33 states, 6 writes
    ['one asset', [phase(1)], 0.0009],
    // 12 + 8 + 9 + 4 = 33 states, 120 writes at 0.00000125 USD each
    ['a full batch', [phase(20)], 0.001],
    // 12 + 8 + 9 + 200 states, 6,000 writes
    ['a thousand assets', [phase(1_000)], 0.0134],
    // 12 + 8 + 60 + 4 = 84 states: twenty samples at most
    ['a long bake', [phase(1, { bake_seconds: 3_600 })], 0.0022],
    ['no bake', [phase(1, { bake_seconds: 0 })], 0.0006],
    // 12 + 2 × (8 + 9 + 200) states, 12,000 writes
    ['two large phases', [phase(1_000), phase(1_000)], 0.0265],
  ])('for %s: %#', (...[, phases, dollars]) => {
    expect(estimateCostUsd(phases)).toBe(dollars);
  });
});

describe('assets over zones', () => {
  it('come one of each zone in turn, by id, whatever order they had', () => {
    const assets = [
      { asset_id: 'i-9', zone: 'a' },
      { asset_id: 'i-1', zone: 'b' },
      { asset_id: 'i-3', zone: 'c' },
      { asset_id: 'i-2', zone: 'b' },
      { asset_id: 'i-4', zone: 'a' },
      { asset_id: 'i-5', zone: 'b' },
    ];
    const ids = ['i-4', 'i-1', 'i-3', 'i-9', 'i-2', 'i-5'];

    expect(spreadOverZones(assets).map(({ asset_id }) => asset_id)).toEqual(ids);
    expect(spreadOverZones([...assets].reverse()).map(({ asset_id }) => asset_id)).toEqual(ids);
    expect(spreadOverZones([])).toEqual([]);
  });
});
