import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../functions/domain/shared/canonical.ts';
import { driftOf } from '../../../functions/domain/execution/drift.ts';

describe('drift since the plan', () => {
  const seen = { version: 'v1', environment: 'production' } as const;

  it.each([
    [null, { status: 'skipped', error: 'Not in the inventory any more; nothing was done.' }],
    [
      { ...seen, environment: 'staging' },
      {
        status: 'failed',
        error: 'Moved from production to staging since the plan was made; nothing was done.',
      },
    ],
    [
      { ...seen, version: 'v2' },
      {
        status: 'failed',
        error: 'Changed since the plan was made (version v1, now v2); nothing was done.',
      },
    ],
    [seen, null],
  ] as const)('of %j is told as %j', (asset, drift) => {
    expect(
      driftOf({ planned_version: 'v1' }, asset, { environment: 'production', touched: null }),
    ).toEqual(drift);
  });

  const [was, is] = [digestOf('was'), digestOf('is')];

  it.each([
    {
      when: 'only something else has changed',
      kept: { touched_digest: was },
      touched: was,
      ends: null,
    },
    {
      when: 'what the action touches has changed',
      kept: { touched_digest: was },
      touched: is,
      ends: 'failed',
    },
    { when: 'the plan kept no digest, so by its version', kept: {}, touched: was, ends: 'failed' },
  ])('where $when', ({ kept, touched, ends }) => {
    const line = { planned_version: 'v1', ...kept };
    const drift = driftOf(line, { ...seen, version: 'v2' }, { environment: 'production', touched });

    expect(drift?.status ?? null).toBe(ends);
  });
});
