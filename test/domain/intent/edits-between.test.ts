import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editsBetween } from '../../../functions/domain/intent/edits-between.ts';

describe('the slips between two words', () => {
  it.each<[string, string, number | null]>([
    ['search', 'search', 0],
    ['serch', 'search', 1],
    ['seaarch', 'search', 1],
    ['saerch', 'search', 1],
    ['sexrch', 'search', 1],
    ['serhc', 'search', 2],
    ['xsearch', 'search', 1],
    ['searchx', 'search', 1],
    ['sch', 'search', null],
    ['cache', 'search', null],
    ['', 'ab', 2],
    ['', 'abc', null],
  ])('between %j and %j are %j of at most two', (one, other, edits) => {
    expect(editsBetween(one, other, 2)).toBe(edits);
    expect(editsBetween(other, one, 2)).toBe(edits);
  });

  it('are never more than the most', () => {
    expect([editsBetween('serch', 'search', 0), editsBetween('serhc', 'search', 1)]).toEqual([
      null,
      null,
    ]);
  });

  it('are as many as were made, or fewer', () => {
    const slip = fc.record({ at: fc.nat(20), letter: fc.constantFrom('x', 'y'), kind: fc.nat(2) });
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-e]{3,20}$/u),
        fc.array(slip, { minLength: 0, maxLength: 2 }),
        (word, slips) => {
          const other = slips.reduce((said, { at, letter, kind }) => {
            const place = at % said.length;
            const after = said.slice(place + Number(kind !== 0));
            return said.slice(0, place) + (kind === 1 ? '' : letter) + after;
          }, word);
          const edits = editsBetween(word, other, 2);
          expect(edits).not.toBeNull();
          expect(edits).toBeLessThanOrEqual(slips.length);
          expect(edits === 0).toBe(word === other);
        },
      ),
    );
  });
});
