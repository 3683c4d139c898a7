import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bakePlanOf,
  judgeBake,
  secondsBeforeSample,
  unhealthyAssets,
} from '../../../functions/domain/execution/bake.ts';
import { AssetId } from '../../../functions/domain/shared/ids.ts';

const aSampled = (name: string, failed: number, taken: number) => ({
  asset_id: AssetId.parse(name),
  samples_failed: failed,
  samples_taken: taken,
});
const half = { max_unhealthy_sample_percent: 50 };

describe('the plan of a bake', () => {
  it.each([
    { bake: 3, interval: 1, samples: 3, seconds: 1 },
    { bake: 2, interval: 1, samples: 2, seconds: 1 },
    { bake: 0, interval: 1, samples: 2, seconds: 1 },
    { bake: 600, interval: 60, samples: 10, seconds: 60 },
    { bake: 3_600, interval: 10, samples: 20, seconds: 180 },
    { bake: 30, interval: 60, samples: 2, seconds: 15 },
  ])('takes $samples samples, one each $seconds s, of $bake s by $interval s', (row) => {
    const plan = bakePlanOf({ bake_seconds: row.bake, sample_interval_seconds: row.interval });

    expect(plan).toEqual({ samples: row.samples, interval_seconds: row.seconds });
  });

  it('takes 2 to 20 samples and waits at least a second between, whatever the phase says', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: 1, max: 100_000 }),
        (bake_seconds, sample_interval_seconds) => {
          const plan = bakePlanOf({ bake_seconds, sample_interval_seconds });
          expect(plan.samples).toBeGreaterThanOrEqual(2);
          expect(plan.samples).toBeLessThanOrEqual(20);
          expect(plan.interval_seconds).toBeGreaterThanOrEqual(1);
        },
      ),
    );
  });
});

describe('the waits of a bake', () => {
  it.each([
    { bake: 600, interval: 60, waits: [...Array<number>(10).fill(60)] },
    { bake: 10, interval: 4, waits: [5, 5] },
    { bake: 11, interval: 4, waits: [5, 6] },
    { bake: 0, interval: 60, waits: [1, 1] },
    { bake: 3, interval: 1, waits: [1, 1, 1] },
  ])('are $waits s for $bake s by $interval s', ({ bake, interval, waits }) => {
    const phase = { bake_seconds: bake, sample_interval_seconds: interval };

    expect(waits.map((_, at) => secondsBeforeSample(phase, at + 1))).toEqual(waits);
  });

  it('add up to the bake, to no second less and, where a sample has a second, to none more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: 1, max: 100_000 }),
        (bake_seconds, sample_interval_seconds) => {
          const phase = { bake_seconds, sample_interval_seconds };
          const { samples } = bakePlanOf(phase);
          const waited = Array.from({ length: samples }, (_, at) =>
            secondsBeforeSample(phase, at + 1),
          ).reduce((sum, seconds) => sum + seconds, 0);

          expect(waited).toBe(Math.max(bake_seconds, samples));
        },
      ),
    );
  });
});

describe('the unhealthy assets of a bake', () => {
  it.each([
    [50, [2, 3, 4]],
    [51, [3, 4]],
    [1, [1, 2, 3, 4]],
    [100, [4]],
  ])('at a share of %i %% of four samples are those with %j failed', (percent, failed) => {
    const assets = [0, 1, 2, 3, 4].map((count) => aSampled(`web-${count}`, count, 4));
    const state = { plan: { samples: 4, interval_seconds: 1 }, samples_taken: 4, assets };
    const unhealthy = unhealthyAssets(state, { max_unhealthy_sample_percent: percent });

    expect(unhealthy.map(({ samples_failed }) => samples_failed)).toEqual(failed);
  });

  it('are never those without a failed sample, whatever the share', () => {
    const state = {
      plan: { samples: 4, interval_seconds: 1 },
      samples_taken: 4,
      assets: [aSampled('web-1', 0, 4)],
    };

    expect(unhealthyAssets(state, { max_unhealthy_sample_percent: 0 })).toEqual([]);
  });
});

describe('the verdict of a bake', () => {
  const plan = { samples: 4, interval_seconds: 1 };

  it.each([
    { name: 'goes on while samples are missing', failed: 1, taken: 3, verdict: null },
    { name: 'passes when all samples are in', failed: 1, taken: 4, verdict: 'pass' },
    { name: 'fails at the share, before the end', failed: 2, taken: 2, verdict: 'fail' },
    { name: 'fails at the share, at the end', failed: 2, taken: 4, verdict: 'fail' },
    { name: 'passes without a failure', failed: 0, taken: 4, verdict: 'pass' },
  ])('$name', ({ failed, taken, verdict }) => {
    const assets = [aSampled('web-1', 0, taken), aSampled('web-2', failed, taken)];

    expect(judgeBake({ plan, samples_taken: taken, assets }, half)).toBe(verdict);
  });

  it('is inconclusive without an asset to judge', () => {
    expect(judgeBake({ plan, samples_taken: 0, assets: [] }, half)).toBe('inconclusive');
  });

  it('is inconclusive when an asset was sampled less than twice', () => {
    const assets = [aSampled('web-1', 0, 4), aSampled('web-2', 0, 1)];

    expect(judgeBake({ plan, samples_taken: 4, assets }, half)).toBe('inconclusive');
  });

  it('needs two samples of an asset, and no more', () => {
    const short = { samples: 2, interval_seconds: 1 };
    const assets = [aSampled('web-1', 0, 2)];

    expect(judgeBake({ plan: short, samples_taken: 2, assets }, half)).toBe('pass');
  });

  it('never turns back: once failed, later samples change nothing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 20 }),
        fc.integer({ min: 1, max: 100 }),
        fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
        (samples, percent, results) => {
          const criterion = { max_unhealthy_sample_percent: percent };
          const verdicts = Array.from({ length: samples }, (_, index) => {
            const taken = index + 1;
            const failed = results.slice(0, taken).filter((healthy) => !healthy).length;
            const assets = [aSampled('web-1', failed, taken)];
            const state = { plan: { samples, interval_seconds: 1 }, samples_taken: taken, assets };
            return judgeBake(state, criterion);
          });
          const first = verdicts.indexOf('fail');
          if (first >= 0) {
            expect(new Set(verdicts.slice(first))).toEqual(new Set(['fail']));
          }
          expect(verdicts.at(-1)).not.toBeNull();
        },
      ),
    );
  });
});
