import { describe, expect, it } from 'vitest';
import { unhealthyAssets } from '../../../functions/domain/execution/bake.ts';
import { AssetId } from '../../../functions/domain/shared/ids.ts';

describe('an unhealthy asset', () => {
  const plan = { samples: 4, interval_seconds: 1 };
  const sampled = (samples_failed: number) => ({
    asset_id: AssetId.parse(`i-${samples_failed}`),
    samples_failed,
    samples_taken: 4,
  });

  it.each([
    [50, ['i-2', 'i-3']],
    [75, ['i-3']],
    [0, ['i-1', 'i-2', 'i-3']],
  ])('reaches %i percent of the planned samples, and failed one at least', (percent, ids) => {
    const assets = [0, 1, 2, 3].map(sampled);
    const unhealthy = unhealthyAssets(
      { plan, samples_taken: 4, assets },
      { max_unhealthy_sample_percent: percent },
    );

    expect(unhealthy.map(({ asset_id }) => asset_id)).toEqual(ids);
  });
});
