import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseAssets } from '../../../functions/domain/plan/choose-assets.ts';
import type { Constraints } from '../../../functions/domain/task/task-spec.ts';

const five = ['a', 'b', 'c', 'd', 'e'];
const byNumber = (most: number) => `Beyond the requested number of ${most}.`;
const byShare = (percent: number, most: number, matched: number) =>
  `Beyond the requested share of ${percent} %: ${most} of the ${matched} matching assets.`;

describe('the assets that are changed', () => {
  const bounds: readonly (readonly [
    Constraints,
    number,
    { readonly count: number; readonly reason: string | null },
  ])[] = [
    [{}, 5, { count: 5, reason: null }],
    [{ max_assets: 2 }, 5, { count: 2, reason: byNumber(2) }],
    [{ max_assets: 5 }, 5, { count: 5, reason: null }],
    [{ max_assets: 9 }, 5, { count: 5, reason: null }],
    [{ max_share_percent: 40 }, 5, { count: 2, reason: byShare(40, 2, 5) }],
    [{ max_share_percent: 59 }, 5, { count: 2, reason: byShare(59, 2, 5) }],
    [{ max_share_percent: 1 }, 5, { count: 1, reason: byShare(1, 1, 5) }],
    [{ max_share_percent: 100 }, 5, { count: 5, reason: null }],
    [{ max_share_percent: 40 }, 10, { count: 4, reason: byShare(40, 4, 10) }],
    [{ max_assets: 3, max_share_percent: 40 }, 5, { count: 2, reason: byShare(40, 2, 5) }],
    [{ max_assets: 1, max_share_percent: 40 }, 5, { count: 1, reason: byNumber(1) }],
    [{ max_assets: 2, max_share_percent: 40 }, 5, { count: 2, reason: byNumber(2) }],
  ];

  it.each(bounds)('by %j of %i that match are the first: %j', (constraints, matched, bound) => {
    const { count, reason } = bound;
    expect(chooseAssets(five, constraints, matched)).toEqual({
      chosen: five.slice(0, count),
      beyond: five.slice(count).map((asset) => ({ asset, reason })),
    });
  });

  it('are never more than was asked for, and none is lost', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(), { minLength: 1, maxLength: 50 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 100 }),
        (assets, max_assets, max_share_percent) => {
          const constraints = { max_assets, max_share_percent };
          const { chosen, beyond } = chooseAssets(assets, constraints, assets.length);

          expect([...chosen, ...beyond.map(({ asset }) => asset)]).toEqual(assets);
          expect(chosen.length).toBeGreaterThanOrEqual(1);
          expect(chosen.length).toBeLessThanOrEqual(max_assets);
          expect(
            chosen.length === 1 || chosen.length / assets.length <= max_share_percent / 100,
          ).toBe(true);
        },
      ),
    );
  });
});
