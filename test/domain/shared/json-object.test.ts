import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { JsonObject, jsonRecord } from '../../../functions/domain/shared/json-object.ts';

const parsed = (text: string): unknown => JSON.parse(text);

describe('an object of JSON', () => {
  it.each([[{}], [{ a: [1, null] }], [parsed('{"__proto__": 1, "constructor": 2}')]])(
    'is handed over as it came: %j',
    (given) => {
      expect(JsonObject.parse(given)).toBe(given);
    },
  );

  it.each([null, [], ['a'], 'a', 1, true, undefined])('is not %j', (given) => {
    expect(JsonObject.safeParse(given).error?.issues).toMatchObject([
      { message: 'expected an object', path: [] },
    ]);
  });

  it('is told as an object in JSON Schema', () => {
    expect(z.toJSONSchema(JsonObject)).toMatchObject({ type: 'object' });
    expect(z.toJSONSchema(jsonRecord(z.int()))).toMatchObject({ type: 'object' });
  });
});

describe('a record of JSON', () => {
  const Counts = jsonRecord(z.int('no count').min(0, 'below nothing'));
  const issues = (schema: z.ZodType, given: unknown) =>
    schema.safeParse(given).error?.issues.map(({ message, path }) => [message, path]);

  it('has values of one shape, whatever their names', () => {
    const given = parsed('{"a": 1, "__proto__": 2, "constructor": 3}');

    expect(Counts.parse(given)).toBe(given);
    expect(Counts.safeParse([]).success).toBe(false);
  });

  it('names each fault by its place', () => {
    expect(issues(Counts, parsed('{"a": 1, "b": "x", "__proto__": -1}'))).toEqual([
      ['no count', ['b']],
      ['below nothing', ['__proto__']],
    ]);
    expect(
      issues(jsonRecord(z.object({ n: z.array(z.int('no count')) })), { a: { n: [1, ''] } }),
    ).toEqual([['no count', ['a', 'n', 1]]]);
  });

  it('may ask for names of one shape', () => {
    const Tags = jsonRecord(z.string('no text'), z.string().regex(/^[a-z]+$/u, 'no name'));

    expect(Tags.safeParse({ team: 'a' }).success).toBe(true);
    expect(issues(Tags, { T1: 'a', team: 1 })).toEqual([
      ['no name', ['T1']],
      ['no text', ['team']],
    ]);
  });

  it('takes any object of JSON whose values fit', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.nat()), (given) => {
        expect(Counts.parse(given)).toBe(given);
      }),
    );
  });
});
