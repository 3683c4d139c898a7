import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonFault } from '../../../../infra/local/fleet/json-fault.ts';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('findJsonFault', () => {
  it.each([
    ['', 1, 1, 'a value'],
    ['{"a": 1,}', 1, 9, 'a member name in double quotes'],
    ['{\n  "a": [1, 2\n}', 3, 1, '"," or "]"'],
    ['{\n  "a" 1\n}', 2, 7, '":"'],
    ['[1, tru]', 1, 5, 'a value'],
    ["{'a': 1}", 1, 2, 'a member name in double quotes'],
    ['{"a": "unended', 1, 7, 'a value'],
    ['{"a": 1} x', 1, 10, 'the end of the file'],
    ['{"a": 1', 1, 8, '"," or "}"'],
    ['[01]', 1, 3, '"," or "]"'],
  ])('finds the fault in %j at %i:%i', (...row) => {
    const [text, line, column, expected] = row;

    expect(findJsonFault(text)).toEqual({ line, column, expected });
  });

  it('finds none in any JSON text', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(findJsonFault(text)).toBeNull();
      }),
    );
  });

  it('finds one wherever JSON.parse does, after any small damage', () => {
    const damage = fc.record({
      text: fc.json(),
      at: fc.nat(),
      length: fc.nat({ max: 2 }),
      put: fc.string({ maxLength: 2 }),
    });
    fc.assert(
      fc.property(damage, ({ text, at, length, put }) => {
        const start = at % (text.length + 1);
        const damaged = text.slice(0, start) + put + text.slice(start + length);
        expect(findJsonFault(damaged) === null).toBe(isJson(damaged));
      }),
      { numRuns: 2_000 },
    );
  });
});
