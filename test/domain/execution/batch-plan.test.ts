import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  batchSizeOf,
  concurrencyOf,
  ledgerLinesOf,
  openBatches,
  ordinalsOf,
} from '../../../functions/domain/execution/batch-plan.ts';
import { digestOf } from '../../../functions/domain/shared/canonical.ts';
import { undoBatches, undoBatchSizeOf } from '../../../functions/domain/execution/roll-back.ts';
import { aPhase, aPlan, assetIds } from '../../support/builders/a-plan.ts';

const somePhases = fc.array(
  fc.record({
    size: fc.integer({ min: 1, max: 60 }),
    max_parallel: fc.integer({ min: 1, max: 70 }),
  }),
  { minLength: 1, maxLength: 5 },
);

const planOf = (phases: readonly { size: number; max_parallel: number }[]) =>
  aPlan({
    phases: phases.map(({ size, max_parallel }, index) =>
      aPhase(`Wave ${index}`, assetIds(`p${index}`, size), { max_parallel }),
    ),
  });

describe('the batches of a plan', () => {
  it.each([
    { parallel: 1, size: 1, concurrency: 1 },
    { parallel: 2, size: 1, concurrency: 2 },
    { parallel: 3, size: 1, concurrency: 3 },
    { parallel: 5, size: 2, concurrency: 2 },
    { parallel: 10, size: 5, concurrency: 2 },
    { parallel: 40, size: 20, concurrency: 2 },
    { parallel: 100, size: 20, concurrency: 5 },
  ])('are of $size assets, $concurrency at a time, for $parallel in parallel', (row) => {
    expect(batchSizeOf(row.parallel)).toBe(row.size);
    expect(concurrencyOf(row.parallel)).toBe(row.concurrency);
  });

  it('never have more assets in flight than a phase allows, nor more than 20 in a batch', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (parallel) => {
        expect(batchSizeOf(parallel)).toBeLessThanOrEqual(20);
        expect(concurrencyOf(parallel)).toBeGreaterThanOrEqual(1);
        expect(batchSizeOf(parallel) * concurrencyOf(parallel)).toBeLessThanOrEqual(parallel);
      }),
    );
  });

  it('begin with nothing done, and with each asset as it was planned', () => {
    const touched_digest = digestOf('touched');
    const phase = aPhase('Wave 1', assetIds('w', 3), { max_parallel: 4 });
    const assets = phase.assets.map((asset, at) =>
      at === 0 ? { ...asset, touched_digest } : asset,
    );
    const lines = ledgerLinesOf(aPlan({ phases: [{ ...phase, assets }] }));
    const [first, , third] = phase.assets;
    const begun = {
      phase_index: 0,
      status: 'pending',
      ...{ applies: 0, undos: 0, fencing_token: 0, samples_failed: 0, samples_taken: 0 },
      ...{ action_ref: null, before: null, version_after: null, action_began_at: null },
      ...{ started_at: null, completed_at: null, output: null, error: null },
    };

    expect(lines[0]).toStrictEqual({
      asset_id: first?.asset_id,
      asset_name: first?.name,
      ordinal: 0,
      batch: 0,
      planned_version: first?.version,
      touched_digest,
      ...begun,
    });
    expect(lines[2]).toStrictEqual({
      asset_id: third?.asset_id,
      asset_name: third?.name,
      ordinal: 2,
      batch: 1,
      planned_version: third?.version,
      ...begun,
    });
  });

  it('hold each asset of the plan exactly once, and none is over-full', () => {
    fc.assert(
      fc.property(somePhases, (phases) => {
        const plan = planOf(phases);
        const lines = ledgerLinesOf(plan);

        expect(lines.map((line) => line.asset_id)).toEqual(
          plan.phases.flatMap((phase) => phase.assets.map((asset) => asset.asset_id)),
        );
        for (const [index, phase] of plan.phases.entries()) {
          const own = lines.filter((line) => line.phase_index === index);
          const inBatches = openBatches(own).map((batch) => own.filter((l) => l.batch === batch));
          expect(inBatches.flat()).toEqual(own);
          for (const batch of inBatches) {
            expect(batch.length).toBeLessThanOrEqual(batchSizeOf(phase.max_parallel));
          }
        }
      }),
    );
  });
});

describe('the batches that undo', () => {
  it('hold each touched asset exactly once, the last touched phase first', () => {
    fc.assert(
      fc.property(somePhases, fc.array(fc.boolean(), { minLength: 400 }), (phases, touched) => {
        const plan = planOf(phases);
        const lines = ledgerLinesOf(plan).map((line, index) =>
          touched[index] ? { ...line, status: 'completed' as const, applies: 1 } : line,
        );

        const batches = undoBatches(plan.phases, lines);

        const held = batches.flatMap(({ phase_index, batch }) => {
          const phase = plan.phases[phase_index];
          if (!phase) return [];
          const { first, last } = ordinalsOf(batch, undoBatchSizeOf(phase));
          return lines.filter(
            (line) =>
              line.phase_index === phase_index &&
              line.applies === 1 &&
              line.ordinal >= first &&
              line.ordinal <= last,
          );
        });
        expect(held.map((line) => line.asset_id).sort()).toEqual(
          lines
            .filter((line) => line.applies === 1)
            .map((line) => line.asset_id)
            .sort(),
        );
        const order = batches.map(({ phase_index, batch }) => phase_index * 1_000 + batch);
        expect(order).toEqual([...order].sort((a, b) => b - a));
      }),
    );
  });
});
