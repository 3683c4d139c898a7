import { expect, it } from 'vitest';
import { unclear } from '../../../functions/domain/intent/unclear.ts';
import { claimsOf } from '../../support/planning/small-fleet.ts';

it('says why with what was understood so far, and offers nothing that is not given', () => {
  const claims = claimsOf('patch web');
  claims.take({ from: 0, to: 1, as: 'task_type', value: 'patch_rollout' });

  expect(unclear(claims, { reason: 'why', candidates: ['patch_rollout'] })).toEqual({
    kind: 'unclear',
    reason: 'why',
    candidates: ['patch_rollout'],
    suggestion: null,
    draft: null,
    open: null,
    control: false,
    understood: [{ text: 'patch', start: 0, end: 5, as: 'task_type', value: 'patch_rollout' }],
  });
});
