import { describe, expect, it } from 'vitest';
import { chooseAssets } from '../../../functions/domain/plan/choose-assets.ts';

const five = ['a', 'b', 'c', 'd', 'e'];

const beyond = (reason: string, ...assets: readonly string[]) =>
  assets.map((asset) => ({ asset, reason }));

describe('the assets that a request lets be changed', () => {
  it('are all where it sets no bound', () => {
    expect(chooseAssets(five, {}, 9)).toEqual({ chosen: five, beyond: [] });
  });

  it('are the first of a number, and the others have the reason', () => {
    expect(chooseAssets(five, { max_assets: 2 }, 9)).toEqual({
      chosen: ['a', 'b'],
      beyond: beyond('Beyond the requested number of 2.', 'c', 'd', 'e'),
    });
  });

  it('are a share of all that match, rounded down', () => {
    expect(chooseAssets(five, { max_share_percent: 30 }, 9)).toEqual({
      chosen: ['a', 'b'],
      beyond: beyond(
        'Beyond the requested share of 30 %: 2 of the 9 matching assets.',
        'c',
        'd',
        'e',
      ),
    });
  });

  it('are at least one', () => {
    expect(chooseAssets(five, { max_share_percent: 1 }, 9).chosen).toEqual(['a']);
  });

  it.each([
    [{ max_assets: 1, max_share_percent: 50 }, 1, 'Beyond the requested number of 1.'],
    [
      { max_assets: 4, max_share_percent: 50 },
      3,
      'Beyond the requested share of 50 %: 3 of the 6 matching assets.',
    ],
  ])('are by %j whichever is less', (constraints, most, reason) => {
    const { chosen, beyond: others } = chooseAssets(five, constraints, 6);

    expect(chosen).toHaveLength(most);
    expect(others[0]?.reason).toBe(reason);
  });
});
