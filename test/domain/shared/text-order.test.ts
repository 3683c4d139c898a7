import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareText } from '../../../functions/domain/shared/text-order.ts';
import { anyCodePoint } from '../../support/hostile-text.ts';

it.each([
  ['a', 'a', 0],
  ['a', 'b', -1],
  ['b', 'a', 1],
  ['', 'a', -1],
  ['a10', 'a2', -1],
  ['Z', 'a', -1],
  ['z', 'ä', -1],
] as const)('%j stands to %j as %i', (left, right, order) => {
  expect(compareText(left, right)).toBe(order);
});

it('orders as arrays of texts are sorted by themselves', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: anyCodePoint() })), (texts) => {
      expect([...texts].sort(compareText)).toEqual([...texts].sort());
    }),
  );
});
