import { expect, it } from 'vitest';
import { coveredBy } from '../../../functions/domain/intent/covered-by.ts';

it('names the runs that cover a place, and none where none does', () => {
  const [whole, part, last] = [
    { from: 1, to: 4 },
    { from: 2, to: 3 },
    { from: 4, to: 99 },
  ];
  expect(coveredBy(5, [whole, part, last])).toEqual([[], [whole], [whole, part], [whole], [last]]);
});
