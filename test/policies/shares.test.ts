import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wasmPolicyEngineOf } from '../../functions/adapters/opa/wasm-policy.ts';
import { aPolicyPhase, changed, compliantPlan } from './inputs.ts';

const engine = wasmPolicyEngineOf(join(import.meta.dirname, '../../policies/bundle'));

const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 12 });

/** A production plan whose phases have these sizes; the first is the canary. */
const planOf = (sizes: readonly number[]): object => {
  const phases = sizes.map((size, at) =>
    aPolicyPhase({
      name: `Phase ${at}`,
      kind: at === 0 ? 'canary' : 'wave',
      asset_ids: Array.from({ length: size }, (_, one) => `asset-${at}-${one}`),
    }),
  );
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return changed(changed(compliantPlan, 'phases', phases), 'total_assets', total);
};

const phasesDenied = async (input: object, code: string): Promise<(string | undefined)[]> => {
  const { findings } = await engine.evaluate('production_safety', input);
  return findings.filter((finding) => finding.code === code).map(({ phase }) => phase);
};

describe('the share of a production phase', () => {
  test('is at most a fifth of the assets, or one asset, for every partition', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, async (partition) => {
        const total = partition.reduce((sum, size) => sum + size, 0);
        const oversized = partition.flatMap((size, at) =>
          size > 1 && size > Math.floor(total / 5) ? [`Phase ${at}`] : [],
        );

        const denied = await phasesDenied(planOf(partition), 'phase-too-large');

        expect(denied.sort()).toEqual(oversized.sort());
      }),
      { numRuns: 300 },
    );
  });

  test('follows an organisation’s own share only where that is smaller', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 0, max: 100 }), async (partition, wish) => {
        const total = partition.reduce((sum, size) => sum + size, 0);
        const share = wish < 20 ? wish : 20;
        const oversized = partition.flatMap((size, at) =>
          size > 1 && size > Math.floor((total * share) / 100) ? [`Phase ${at}`] : [],
        );
        const plan = changed(planOf(partition), 'limits', { max_phase_percent: wish });

        const denied = await phasesDenied(plan, 'phase-too-large');

        expect(denied.sort()).toEqual(oversized.sort());
      }),
      { numRuns: 300 },
    );
  });

  test('of a canary is at most a tenth and five assets, or one asset', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, async (partition) => {
        const total = partition.reduce((sum, size) => sum + size, 0);
        const [canary = 0] = partition;
        const most = Math.max(1, Math.min(5, Math.floor(total / 10)));

        const denied = await phasesDenied(planOf(partition), 'canary-too-large');

        expect(denied).toEqual(canary > most ? ['Phase 0'] : []);
      }),
      { numRuns: 300 },
    );
  });
});

test('ten thousand assets in one plan are judged', async () => {
  const waves = [1_995, 2_000, 2_000, 2_000, 2_000];

  const verdict = await engine.evaluate('production_safety', planOf([5, ...waves]));

  expect(verdict.findings).toEqual([]);
  expect(verdict.allowed).toBe(true);
});
