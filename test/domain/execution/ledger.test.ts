import { describe, expect, it } from 'vitest';
import {
  batchSizeOf,
  ledgerLinesOf,
  openBatches,
  ordinalsOf,
} from '../../../functions/domain/execution/batch-plan.ts';
import { AssetId } from '../../../functions/domain/shared/ids.ts';
import { aPhase, aPlan, assetIds } from '../../support/builders/a-plan.ts';
import { aLine } from '../../support/builders/an-execution.ts';

describe('the ledger of a plan', () => {
  it('begins with a line for each asset that nothing was done to', () => {
    const plan = aPlan({
      phases: [
        aPhase('Canary', assetIds('a', 1)),
        aPhase('Wave 1', assetIds('b', 5), { max_parallel: 4 }),
      ],
    });
    const lines = ledgerLinesOf(plan);

    expect(lines[0]).toEqual(aLine({ asset_id: AssetId.parse('a-1'), asset_name: 'a-1.prod' }));
    expect(
      lines.map(({ asset_id, phase_index, ordinal, batch }) => [
        asset_id,
        phase_index,
        ordinal,
        batch,
      ]),
    ).toEqual([
      ['a-1', 0, 0, 0],
      ['b-1', 1, 0, 0],
      ['b-2', 1, 1, 0],
      ['b-3', 1, 2, 1],
      ['b-4', 1, 3, 1],
      ['b-5', 1, 4, 2],
    ]);
  });

  it('is cut into batches by ordinal', () => {
    expect([0, 1, 2].map((batch) => ordinalsOf(batch, 4))).toEqual([
      { first: 0, last: 3 },
      { first: 4, last: 7 },
      { first: 8, last: 11 },
    ]);
    expect(batchSizeOf(41)).toBe(20);
  });

  it('is open where something is to begin or to await, in order', () => {
    const lines = [
      aLine({ batch: 10, status: 'pending' }),
      aLine({ batch: 9, status: 'running' }),
      aLine({ batch: 9, status: 'running' }),
      aLine({ batch: 1, status: 'completed' }),
      aLine({ batch: 2, status: 'failed' }),
      aLine({ batch: 3, status: 'skipped' }),
    ];

    expect(openBatches(lines)).toEqual([9, 10]);
  });
});
