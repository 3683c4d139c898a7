import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actionCatalogue } from '../../../functions/specialists/actions/list.ts';
import { aBuiltPlan } from '../../support/builders/a-built-plan.ts';
import { aSpec } from '../../support/builders/a-spec.ts';
import { anAsset, someAssets } from '../../support/builders/an-asset.ts';

const counts = fc.record({
  eligible: fc.nat(40),
  excluded: fc.nat(3),
  most: fc.option(fc.integer({ min: 1, max: 45 }), { nil: undefined }),
  profile: fc.constantFrom('standard' as const, 'cautious' as const),
});

type Counts = typeof counts extends fc.Arbitrary<infer Value> ? Value : never;

const planOf = ({ eligible, excluded, most, profile }: Counts) =>
  aBuiltPlan({
    profile,
    spec: aSpec({ constraints: most === undefined ? {} : { max_assets: most } }),
    sorted: {
      eligible: someAssets(eligible),
      excluded: Array.from({ length: excluded }, (_, index) => ({
        asset: anAsset(900 + index),
        reason: 'Not today.',
      })),
    },
  });

describe('a plan', () => {
  it('has each eligible asset once: in a phase, or left out beyond the number asked for', () => {
    fc.assert(
      fc.property(counts, (given) => {
        const plan = planOf(given);
        const phased = plan.phases.flatMap(({ assets }) => assets.map(({ asset_id }) => asset_id));
        const left = plan.excluded.map(({ asset_id }) => asset_id);
        const all = [...someAssets(given.eligible), ...someAssets(given.excluded)];

        expect(phased.length).toBe(Math.min(given.eligible, given.most ?? given.eligible));
        expect(new Set([...phased, ...left]).size).toBe(all.length);
        expect([phased.length + left.length, plan.total_assets]).toEqual([
          all.length,
          phased.length,
        ]);
        expect(left).toEqual([...left].sort());
      }),
    );
  });

  it('begins with its canary, and no wave is before it or like it', () => {
    fc.assert(
      fc.property(counts, (given) => {
        const kinds = planOf(given).phases.map(({ kind, name }) => `${kind} ${name}`);

        expect(kinds).toEqual(
          kinds.map((_, index) => (index === 0 ? 'canary Canary' : `wave Wave ${index}`)),
        );
      }),
    );
  });
});

it('what moves a service elsewhere is critical in production, and not below', () => {
  const moving = { ...actionCatalogue.reimage, fails_over: true };
  const staging = aSpec({ environment: 'staging', risk_level: 'medium' });

  expect(aBuiltPlan().risk_level).toBe('high');
  expect(aBuiltPlan({ action: moving }).risk_level).toBe('critical');
  expect(aBuiltPlan({ action: moving, spec: staging }).risk_level).toBe('medium');
});
