import { expect, it } from 'vitest';
import { cueBefore } from '../../../../functions/domain/intent/readers/time-cues.ts';
import { claimsOf } from '../../../support/planning/small-fleet.ts';

it.each([
  ['patch by monday', 2, { kind: 'by', at: 1 }],
  ['patch before the monday', 3, { kind: 'before', at: 1 }],
  ['patch after monday', 2, { kind: 'after', at: 1 }],
  ['patch starting on monday', 3, { kind: 'from', at: 1 }],
  ['patch on monday', 2, { kind: null, at: 1 }],
  ['patch monday', 1, { kind: null, at: 1 }],
  ['by monday', 1, { kind: 'by', at: 0 }],
  ['patch, by monday', 3, { kind: 'by', at: 2 }],
  ['patch by. monday', 3, { kind: null, at: 3 }],
  ['by monday', 0, { kind: null, at: 0 }],
])('reads what “%s” makes of the time at %i', (intent, from, cue) => {
  expect(cueBefore(claimsOf(intent), from)).toEqual(cue);
});

it('hears no word that somebody has taken', () => {
  const claims = claimsOf('patch by monday');
  claims.take({ from: 1, to: 2, as: 'reference', value: null });

  expect(cueBefore(claims, 2)).toEqual({ kind: null, at: 2 });
});
