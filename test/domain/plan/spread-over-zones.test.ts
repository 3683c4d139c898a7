import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spreadOverZones } from '../../../functions/domain/plan/spread-over-zones.ts';

const placed = fc.uniqueArray(
  fc.record({ asset_id: fc.string({ maxLength: 3 }), zone: fc.constantFrom('a', 'B', 'c', 'ä') }),
  { selector: ({ asset_id }) => asset_id, maxLength: 30 },
);

const ids = (assets: readonly { readonly asset_id: string }[]) =>
  assets.map(({ asset_id }) => asset_id);

describe('assets spread over zones', () => {
  it('come one of each zone in turn, zones and ids by code unit', () => {
    const assets = ['a3', 'a1', 'b2', 'Z9', 'a2'].map((id) => ({
      asset_id: id,
      zone: id.slice(0, 1),
    }));

    expect(ids(spreadOverZones(assets))).toEqual(['Z9', 'a1', 'b2', 'a2', 'a3']);
    expect(spreadOverZones([])).toEqual([]);
  });

  it('are the same assets, whatever the order in which they came', () => {
    fc.assert(
      fc.property(
        placed.chain((assets) =>
          fc.tuple(fc.constant(assets), fc.shuffledSubarray(assets, { minLength: assets.length })),
        ),
        ([assets, shuffled]) => {
          const spread = spreadOverZones(assets);

          expect(spreadOverZones(shuffled)).toEqual(spread);
          expect([...ids(spread)].sort()).toEqual([...ids(assets)].sort());
        },
      ),
    );
  });

  it('let no zone be two ahead of another that still has some', () => {
    fc.assert(
      fc.property(placed, (assets) => {
        const spread = spreadOverZones(assets);
        for (const [index] of spread.entries()) {
          const taken = (zone: string) =>
            spread.slice(0, index + 1).filter((one) => one.zone === zone).length;
          const left = spread.slice(index + 1).map(({ zone }) => zone);
          const zones = [...new Set(spread.map(({ zone }) => zone))];
          const most = Math.max(...zones.map(taken));
          for (const zone of new Set(left)) expect(taken(zone)).toBeGreaterThanOrEqual(most - 1);
        }
      }),
    );
  });

  it('come within a zone by their ids', () => {
    fc.assert(
      fc.property(placed, (assets) => {
        const spread = spreadOverZones(assets);
        for (const zone of new Set(assets.map((one) => one.zone))) {
          const members = ids(spread.filter((one) => one.zone === zone));
          expect(members).toEqual([...members].sort());
        }
      }),
    );
  });
});
