import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../functions/domain/shared/canonical.ts';
import { AssetId } from '../../functions/domain/shared/ids.ts';
import type { Asset } from '../../functions/domain/fleet/asset.ts';
import { actionNamed } from '../../functions/specialists/actions/list.ts';
import { checkStructure } from '../../functions/domain/plan/check-structure.ts';
import { aBuiltPlan } from '../support/builders/a-built-plan.ts';
import { aSpec } from '../support/builders/a-spec.ts';
import { anAsset } from '../support/builders/an-asset.ts';

const zones = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), {
  minLength: 1,
  maxLength: 7,
});

/** Between 1 and 2,000 assets, small fleets as often as large ones, over any zones. */
const fleets = fc
  .tuple(
    fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 2_000 })),
    zones,
    fc.infiniteStream(fc.nat({ max: 1_000 })),
  )
  .map(([count, places, draws]) =>
    Array.from({ length: count }, (_, index): Asset => {
      const draw = Number(draws.next().value);
      return anAsset(index + 1, {
        asset_id: AssetId.parse(`i-${String(index)}-${String(draw)}`),
        zone: places[draw % places.length] ?? 'a',
      });
    }),
  );

const environments = fc.constantFrom('development', 'staging', 'production');
const profiles = fc.constantFrom('standard', 'cautious');

/** Written down here again on purpose: what policy and product page promise, in per cent. */
const mostPercent = {
  standard: { production: 20, staging: 34, development: 50 },
  cautious: { production: 10, staging: 20, development: 34 },
};

const planFor = (
  assets: readonly Asset[],
  environment: 'development' | 'staging' | 'production',
  profile: 'standard' | 'cautious' = 'standard',
) =>
  aBuiltPlan({
    spec: aSpec({ environment }),
    selector: { environment },
    profile,
    sorted: { eligible: assets, excluded: [] },
  });

describe('the phases of a plan, for all fleets', () => {
  it('hold every asset exactly once and none is empty', () => {
    fc.assert(
      fc.property(fleets, environments, profiles, (assets, environment, profile) => {
        const plan = planFor(assets, environment, profile);
        const placed = plan.phases.flatMap((phase) => phase.assets.map(({ asset_id }) => asset_id));

        expect([...placed].sort()).toEqual(assets.map(({ asset_id }) => asset_id).sort());
        expect(plan.phases.every((phase) => phase.assets.length > 0)).toBe(true);
        expect(checkStructure(plan, actionNamed)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('begin with a canary of a tenth, at most five, at least one', () => {
    fc.assert(
      fc.property(fleets, environments, (assets, environment) => {
        const [canary, ...waves] = planFor(assets, environment).phases;
        const size = canary?.assets.length ?? 0;

        expect(canary?.name).toBe('Canary');
        expect(canary?.kind).toBe('canary');
        expect(size).toBeGreaterThanOrEqual(1);
        expect(size).toBeLessThanOrEqual(5);
        expect(size === 1 || size * 10 <= assets.length).toBe(true);
        expect(waves.every((wave) => wave.kind === 'wave')).toBe(true);
        expect(waves.map((wave) => wave.name)).toEqual(
          waves.map((_, index) => `Wave ${index + 1}`),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('never exceed the cap and never more than double', () => {
    fc.assert(
      fc.property(fleets, environments, profiles, (assets, environment, profile) => {
        const sizes = planFor(assets, environment, profile).phases.map((p) => p.assets.length);
        const percent = mostPercent[profile][environment];

        sizes.forEach((size, index) => {
          expect(size === 1 || size * 100 <= percent * assets.length).toBe(true);
          if (index > 0) expect(size).toBeLessThanOrEqual((sizes[index - 1] ?? 0) * 2);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('do not depend on the order in which the assets came', () => {
    fc.assert(
      fc.property(fleets, environments, fc.nat(), (assets, environment, seed) => {
        const shuffled = [...assets].sort(
          (left, right) =>
            ((left.asset_id.length * 31 + seed) % 7) - ((right.asset_id.length * 17 + seed) % 5),
        );
        const turned = [...shuffled].reverse();

        expect(digestOf(planFor(turned, environment))).toBe(digestOf(planFor(assets, environment)));
      }),
      { numRuns: 40 },
    );
  });

  it('spread over the zones: a phase takes no second one of a zone while another has more left', () => {
    fc.assert(
      fc.property(fleets, (assets) => {
        const plan = planFor(assets, 'production');
        const left = new Map<string, number>();
        for (const { zone } of assets) left.set(zone, (left.get(zone) ?? 0) + 1);
        for (const phase of plan.phases) {
          const taken = new Map<string, number>();
          for (const { zone = '' } of phase.assets) taken.set(zone, (taken.get(zone) ?? 0) + 1);
          const counts = [...taken.values()];
          const full = [...left].filter(([, count]) => count >= phase.assets.length);
          const zonesUsed = full.map(([zone]) => taken.get(zone) ?? 0);
          if (zonesUsed.length > 1)
            expect(Math.max(...zonesUsed) - Math.min(...zonesUsed)).toBeLessThanOrEqual(1);
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(phase.assets.length);
          for (const [zone, count] of taken) left.set(zone, (left.get(zone) ?? 0) - count);
        }
      }),
      { numRuns: 60 },
    );
  });
});
