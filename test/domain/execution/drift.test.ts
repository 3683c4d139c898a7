import { describe, expect, it } from 'vitest';
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
    expect(driftOf({ planned_version: 'v1' }, asset, 'production')).toEqual(drift);
  });
});
