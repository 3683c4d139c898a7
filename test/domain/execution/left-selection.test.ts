import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leftSelection } from '../../../functions/domain/execution/left-selection.ts';
import { matchesSelector } from '../../../functions/domain/plan/select-assets.ts';
import type { Selector } from '../../../functions/domain/task/task-spec.ts';
import { anAssetNamed } from '../../support/builders/an-asset.ts';

const selector: Selector = {
  environment: 'production',
  roles: ['web'],
  exclude: [{ tags: [{ key: 'Team', value: 'payments' }] }, { names: ['web-9.prod'] }],
};

describe('an asset of a plan', () => {
  it('that is still what was asked for goes on', () => {
    expect(leftSelection(anAssetNamed('web-1'), selector)).toBeNull();
  });

  it.each<[string, Parameters<typeof anAssetNamed>[1], string]>([
    [
      'gets another role',
      { role: 'database' },
      'Not one of the assets that were asked for any more',
    ],
    ['gets a tag that is excluded', { tags: { team: 'Payments' } }, 'Excluded by the request: tag'],
    ['gets a name that is excluded', { name: 'web-9.prod' }, 'Excluded by the request: name'],
  ])('that %s is skipped, with the reason', (_what, changes, reason) => {
    expect(leftSelection(anAssetNamed('web-1', changes), selector)).toEqual({
      status: 'skipped',
      error: expect.stringContaining(reason) as string,
    });
  });

  it('that is gone, or in another environment, is left to drift', () => {
    const moved = anAssetNamed('web-1', { environment: 'staging', role: 'database' });
    expect([leftSelection(null, selector), leftSelection(moved, selector)]).toEqual([null, null]);
  });

  const word = fc.constantFrom('a', 'b', 'c');
  const criteria = fc.record(
    {
      roles: fc.array(word, { maxLength: 2 }),
      zones: fc.array(word, { maxLength: 2 }),
      tags: fc.array(fc.record({ key: word, value: word }), { maxLength: 2 }),
    },
    { requiredKeys: [] },
  );

  it('goes on exactly where the selector still means it, whatever both are', () => {
    fc.assert(
      fc.property(
        fc.record({ role: word, zone: word, tags: fc.dictionary(word, word, { maxKeys: 2 }) }),
        criteria,
        fc.array(criteria, { maxLength: 2 }),
        (changes, wanted, exclude) => {
          const asset = anAssetNamed('web-1', changes);
          const meant: Selector = { environment: 'production', ...wanted, exclude };
          expect(leftSelection(asset, meant) === null).toBe(matchesSelector(asset, meant));
        },
      ),
    );
  });
});
