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
])('reads what “%s” makes of the time at %i', (intent, from, cue) => {
  expect(cueBefore(claimsOf(intent), from)).toEqual(cue);
});
