import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalJson,
  digestOf,
  digestOfText,
} from '../../../functions/domain/shared/canonical.ts';

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, shuffled(member)]),
  );
};

describe('canonical JSON', () => {
  it.each<[unknown, string]>([
    [{ b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}'],
    [{ '€': 1, '\r': 2, '1': 3, ö: 4 }, '{"\\r":2,"1":3,"ö":4,"€":1}'],
    [[333333333.33333329, 1e30, 4.5, 2e-3, 1e-27], '[333333333.3333333,1e+30,4.5,0.002,1e-27]'],
    [-0, '0'],
    ['\u000f\n"\\', '"\\u000f\\n\\"\\\\"'],
    [{ a: undefined }, '{}'],
  ])('of %j is what RFC 8785 says', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it.each([undefined, () => 1, Number.NaN, Infinity, '\ud800'])('is refused for %s', (value) => {
    expect(() => canonicalJson(value)).toThrow();
  });

  it('says what has no JSON form', () => {
    expect(() => canonicalJson(undefined)).toThrow(new TypeError('The value has no JSON form'));
  });

  it('does not depend on the order of members', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        expect(digestOf(shuffled(value))).toBe(digestOf(value));
      }),
    );
  });
});

describe('a digest', () => {
  it('is SHA-256 in lower-case hex', () => {
    expect(digestOfText('abc')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    expect(digestOf({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
  });
});
