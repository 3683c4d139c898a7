import { describe, expect, it } from 'vitest';
import { Rejection } from '../../functions/domain/shared/errors.ts';
import { parseJsonBody } from '../../functions/runtime/json-body.ts';

const nested = (levels: number): string => `${'['.repeat(levels)}1${']'.repeat(levels)}`;

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
    [nested(24), JSON.parse(nested(24))],
  ])('of %s is read', (text, value) => {
    expect(parseJsonBody(text)).toEqual(value);
  });

  it.each<[string, string, string]>([
    ['{', '', 'not valid JSON'],
    ["{'a':1}", '', 'not valid JSON'],
    ['{"a":1} {}', '', 'not valid JSON'],
    ['{"a":"\\ud800"}', '/a', 'is not well-formed Unicode'],
    ['{"a":["x","\\udc00x"]}', '/a/1', 'is not well-formed Unicode'],
    ['{"\\ud800":1}', '', 'has a name that is not Unicode'],
    ['{"a/b~":{"":1}}', '/a~1b~0', 'has a member without a name'],
    ['{"a":1e300}', '/a', 'may be 0, or a number from 1e-100 to 2^53 - 1 in size'],
    ['[9007199254740993]', '/0', 'may be 0, or a number from 1e-100 to 2^53 - 1 in size'],
    ['-1e-200', '', 'may be 0, or a number from 1e-100 to 2^53 - 1 in size'],
    [nested(25), '', 'is nested deeper than 24 levels'],
    [nested(100_000), '', 'is nested deeper than 24 levels'],
  ])('of %.20s is refused at %j', (text, pointer, detail) => {
    const fault = faultOf(text);

    expect(fault).toEqual([{ pointer, detail }]);
  });
});
