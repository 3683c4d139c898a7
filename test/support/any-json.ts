import * as fc from 'fast-check';

/** Names that mean something to objects, to libraries or to stores, and others that are odd. */
export const poisonedNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'then',
  'toJSON',
  'length',
  'name',
  '',
  '0',
  '-1',
  '1e3',
  'json',
  'json:context',
  '$ref',
  'a.b[0]',
  'ä\u0000\u202e',
  'x'.repeat(3_000),
] as const;

/** A value as JSON has it: nothing but own members, `__proto__` among them. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const poisoned = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.jsonValue(),
    fc.constantFrom<unknown>('String', { name: 'String' }, { name: 'Set' }, -0, 1e300, 5e-324),
    tie('object'),
    fc.array(tie('value'), { maxLength: 3 }),
  ),
  object: fc
    .array(fc.tuple(fc.oneof(fc.constantFrom(...poisonedNames), fc.string()), tie('value')), {
      maxLength: 4,
    })
    .map((entries) => Object.fromEntries(entries)),
}));

/** Any JSON value, with poisoned names more often than by chance. */
export const anyJson = (): fc.Arbitrary<unknown> => poisoned.value.map(asJson);

/** Any JSON object of at most so many bytes. */
export const anyJsonObject = (mostBytes = 16 * 1024): fc.Arbitrary<Record<string, unknown>> =>
  poisoned.object
    .map((value) => asJson(value) as Record<string, unknown>)
    .filter((value) => Buffer.byteLength(JSON.stringify(value)) <= mostBytes);
