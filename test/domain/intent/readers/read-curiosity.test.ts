import { describe, expect, it } from 'vitest';
import { readCuriosity } from '../../../../functions/domain/intent/readers/read-curiosity.ts';
import { claimsOf } from '../../../support/planning/small-fleet.ts';

const takenOf = (intent: string, scope?: { readonly from: number; readonly to: number }) => {
  const claims = claimsOf(intent);
  if (scope !== undefined) claims.take({ ...scope, as: 'scope', value: 'role=web' });
  readCuriosity(claims);
  return claims
    .spans()
    .filter(({ as }) => as === 'reference')
    .map(({ text }) => text);
};

describe('readCuriosity', () => {
  it.each([
    ['fail over and tell us how it copes', ['tell us how it copes']],
    ['fail over and see whether alarms ring, please', ['see whether alarms ring']],
    ['patch web', []],
    ['see what drifted and patch it', ['see what drifted']],
  ])('takes of “%s” what is only to be seen', (intent, taken) => {
    expect(takenOf(intent)).toEqual(taken);
  });

  it('takes nothing that names machines', () => {
    expect(takenOf('see how web copes', { from: 2, to: 3 })).toEqual([]);
  });
});
