import fc from 'fast-check';
import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import { compileExpression } from '../../../../infra/emulators/step-functions/language/expression.ts';
import type { Scope } from '../../../../infra/emulators/step-functions/language/expression.ts';
import type { Json } from '../../../../infra/emulators/step-functions/language/json.ts';

const scopeWith = (input: Json, variables: Record<string, Json> = {}): Scope => ({
  now: () => Date.UTC(2025, 0, 1),
  random: () => 0.25,
  states: { input, context: {} },
  variable: (name) => variables[name],
});

const evaluate = async (source: string, input: Json = {}): Promise<unknown> =>
  compileExpression(source).evaluate(scopeWith(input));

/** Values with few names, so that a random path often finds something. */
const names = fc.constantFrom('a', 'b', 'constructor', '__proto__');
const { value: values } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, 0, 'text'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(names, tie('value'), { maxKeys: 3 }),
  ),
}));

/** A member of a prototype is a function, which JSON can't hold. */
const holdsFunction = (value: unknown): boolean => {
  if (typeof value === 'function') return true;
  return Array.isArray(value) && value.some(holdsFunction);
};

describe('a path of names only', () => {
  it('gives what JSONata gives, for any value', async () => {
    const paths = fc.array(fc.constantFrom('a', 'b', 'constructor'), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(values, paths, async (value, path) => {
        const input = JSON.parse(JSON.stringify(value)) as Json;
        const source = ['$states', 'input', ...path].join('.');
        const mine = await evaluate(source, input).catch(() => 'an error');
        const whole = (await jsonata(source).evaluate(undefined, { states: { input } })) as unknown;
        const theirs = holdsFunction(whole) ? 'an error' : whole;
        expect(JSON.stringify(mine)).toBe(JSON.stringify(theirs));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("AWS's functions", () => {
  it.each<[string, unknown]>([
    ['$partition([1, 2, 3, 4, 5], 2)', [[1, 2], [3, 4], [5]]],
    ['$partition([], 2)', []],
    ['$range(1, 9, 3)', [1, 4, 7]],
    ['$range(9, 1, -4)', [9, 5, 1]],
    ['$range(1, 9, 9)', 1],
    ['$hash("abc", "MD5")', '900150983cd24fb0d6963f7d28e17f72'],
    ['$hash("abc", "SHA-1")', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ['$hash("abc", "SHA-256")', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['$parse("{\\"a\\": [1]}").a[0]', 1],
    ['$uuid()', '40000000-4000-4000-9000-000040000000'],
    ['$random()', 0.25],
    ['$random(7) = $random(7)', true],
    ['$now()', '2025-01-01T00:00:00.000Z'],
    ['$now("[Y]")', '2025'],
    ['$millis()', 1_735_689_600_000],
  ])('%s is %j', async (source, expected) => {
    expect(await evaluate(source)).toEqual(expected);
  });

  it.each([
    '$partition([1], 0)',
    '$range(1, 9, 0)',
    '$range(1, 2000, 1)',
    '$hash("a", "SHA-3")',
    '$parse("{")',
  ])('%s fails', async (source) => {
    await expect(evaluate(source)).rejects.toBeDefined();
  });
});

describe('a result', () => {
  it('is plain JSON, so that a later expression reads it as a recovery would', async () => {
    const filtered = (await evaluate('$states.input[n > 1]', [
      { n: 1 },
      { n: 2 },
      { n: 3 },
    ])) as Json;

    expect(Object.getOwnPropertyNames(filtered)).toEqual(['0', '1', 'length']);
  });

  it('can not be a function', async () => {
    await expect(evaluate('function($x){ $x }')).rejects.toThrow('the result is a function');
  });
});

describe('the analysis of an expression', () => {
  it('names the variables that it reads from outside', () => {
    const source = '($a := $b; $map($c, function($d){ $d & $a & $e }); $states.input.f[g = $h])';

    expect([...compileExpression(source).analysis.variables].sort()).toEqual([
      'b',
      'c',
      'e',
      'h',
      'states',
    ]);
  });
});
