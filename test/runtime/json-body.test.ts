import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rejection } from '../../functions/domain/shared/errors.ts';
import { parseJsonBody } from '../../functions/runtime/json-body.ts';
import { anyJson } from '../support/any-json.ts';

const nested = (levels: number): string => `${'['.repeat(levels)}1${']'.repeat(levels)}`;

const lost = 'is a number that can’t be kept exactly: send it as a string';

const faultOf = (text: string): unknown => {
  try {
    parseJsonBody(text);
  } catch (error) {
    if (error instanceof Rejection && error.code === 'invalid-request') return error.details.errors;
    throw error;
  }
  return null;
};

describe('a JSON body', () => {
  it.each<[string, unknown]>([
    ['{"a":[1,-2.5,0,null,true,"ü🚀"]}', { a: [1, -2.5, 0, null, true, 'ü🚀'] }],
    ['null', null],
    ['  ', undefined],
    ['9007199254740991', 9_007_199_254_740_991],
    [
      '[9007199254740992,123456789012345680000,1e300,-5e-324,0.10000000000000001]',
      [2 ** 53, 123456789012345680000, 1e300, -5e-324, 0.1],
    ],
    ['{"":{"":1}}', { '': { '': 1 } }],
    ['{"a":"9007199254740993 \\"9007199254740993"}', { a: '9007199254740993 "9007199254740993' }],
    [nested(500), JSON.parse(nested(500))],
  ])('of %s is read', (text, value) => {
    expect(parseJsonBody(text)).toEqual(value);
  });

  it('is what was sent, for every JSON value', () => {
    fc.assert(
      fc.property(anyJson(), (value) => {
        expect(JSON.stringify(parseJsonBody(JSON.stringify(value)))).toBe(JSON.stringify(value));
      }),
    );
  });

  it.each<[string, string, string]>([
    ['{', '', 'not valid JSON'],
    ["{'a':1}", '', 'not valid JSON'],
    ['{"a":1} {}', '', 'not valid JSON'],
    ['{"a":"\\ud800"}', '/a', 'is not well-formed Unicode'],
    ['{"a":["x","\\udc00x"]}', '/a/1', 'is not well-formed Unicode'],
    ['{"\\ud800":1}', '', 'has a name that is not Unicode'],
    ['{"a":1e400}', '/a', lost],
    ['{"a/b~":{"c":[1,-1e-400]}}', '/a~1b~0/c/1', lost],
    ['[9007199254740993]', '/0', lost],
    ['{"id":12345678901234567890}', '/id', lost],
    [nested(501), '/0', 'is nested deeper than 500 levels'],
    [`{"a":${nested(501)}}`, '/a', 'is nested deeper than 500 levels'],
    [nested(100_000), '/0', 'is nested deeper than 500 levels'],
  ])('of %.20s is refused at %j', (text, pointer, detail) => {
    const fault = faultOf(text);

    expect(fault).toEqual([{ pointer, detail }]);
  });
});
