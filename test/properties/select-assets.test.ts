import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Asset } from '../../functions/domain/fleet/asset.ts';
import { matchesSelector, narrowSelector } from '../../functions/domain/plan/select-assets.ts';
import type { Criteria, Selector } from '../../functions/domain/task/task-spec.ts';
import { matches, mayMatch } from '../../infra/local/fleet/fleet-query.ts';
import { anAsset } from '../support/builders/an-asset.ts';

/** Few values, so that assets and criteria often meet. */
const letter = fc.constantFrom('a', 'b', 'c');
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

const assets: fc.Arbitrary<Asset> = fc
  .record({
    number: fc.integer({ min: 1, max: 9 }),
    name: letter,
    role: letter,
    zone: letter,
    service: fc.option(letter),
    account: maybe(letter),
    vpc: maybe(letter),
    auto_scaling_group: maybe(letter),
    platform_version: maybe(letter),
    addresses: maybe(fc.array(letter)),
    tags: fc.dictionary(letter, letter),
  })
  .map(({ number, ...changes }) => anAsset(number, changes));

const list = maybe(fc.array(letter, { maxLength: 2 }));
const criteria = fc.record(
  {
    names: list,
    roles: list,
    services: list,
    zones: list,
    accounts: list,
    vpcs: list,
    auto_scaling_groups: list,
    platform_versions: list,
    addresses: list,
    tags: maybe(fc.array(fc.record({ key: letter, value: letter }), { maxLength: 2 })),
  },
  { requiredKeys: [] },
) satisfies fc.Arbitrary<Criteria>;

const selectors: fc.Arbitrary<Selector> = fc
  .record({ named: criteria, exclude: fc.array(criteria, { maxLength: 2 }) })
  .map(({ named, exclude }) => ({ environment: 'production', ...named, exclude }));

const meantBy = (fleet: readonly Asset[], selector: Selector): readonly Asset[] =>
  fleet.filter((asset) => matchesSelector(asset, selector));

describe('whatever is added to a selector', () => {
  it('as an exclusion adds no asset', () => {
    fc.assert(
      fc.property(fc.array(assets), selectors, criteria, (fleet, selector, more) => {
        const fewer = { ...selector, exclude: [...(selector.exclude ?? []), more] };

        expect(meantBy(fleet, selector)).toEqual(
          expect.arrayContaining([...meantBy(fleet, fewer)]),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('as a criterion that was not there adds no asset', () => {
    fc.assert(
      fc.property(fc.array(assets), selectors, criteria, (fleet, selector, more) => {
        const fewer = { ...more, ...selector };

        expect(meantBy(fleet, { ...selector })).toEqual(
          expect.arrayContaining([...meantBy(fleet, fewer)]),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('by a proposal adds no asset', () => {
    fc.assert(
      fc.property(
        fc.array(assets),
        selectors,
        fc.record({ roles: list, services: list }),
        (fleet, selector, proposed) => {
          const narrowed = narrowSelector(selector, proposed);

          expect(meantBy(fleet, selector)).toEqual(
            expect.arrayContaining([...(narrowed === null ? [] : meantBy(fleet, narrowed))]),
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the simulated fleet', () => {
  it('means by a selector what planning means by it', () => {
    fc.assert(
      fc.property(fc.array(assets), selectors, (fleet, selector) => {
        const known = fleet.filter(
          (asset) => mayMatch(asset, selector) && matches(asset, selector),
        );

        expect(known).toEqual(meantBy(fleet, selector));
      }),
      { numRuns: 500 },
    );
  });
});
