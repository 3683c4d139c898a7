import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { JsonObject, jsonRecord } from '../../../functions/domain/shared/json-object.ts';
import {
  addressKey,
  cleanAddress,
  subjectKey,
} from '../../../functions/domain/shared/person-keys.ts';
import { wholeNumber } from '../../../functions/domain/shared/whole-number.ts';

describe('what spellings of one subject have in common', () => {
  it.each([
    ['Ada', 'ada'],
    [' a\u200Bd a\u00AD', 'ada'],
    ['ＡＤＡ', 'ada'],
    ['STRASSE', 'strasse'],
    ['straße', 'strasse'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['οδος', 'οδοσ'],
    ['Ada|42', 'ada|42'],
  ])('%j is %j', (subject, key) => {
    expect(subjectKey(subject)).toBe(key);
  });

  it.each(['', '  ', '\u200B\u00AD', '\t\n'])('%j is nobody', (subject) => {
    expect(subjectKey(subject)).toBeNull();
  });
});

describe('a mail address', () => {
  it.each([
    ['Ada@Example.COM', 'ada@example.com', 'Ada@example.com'],
    [' ada @ example.com ', 'ada@example.com', 'ada@example.com'],
    ['a\u200Bda@exam\u00ADple.com.', 'ada@example.com', 'ada@example.com'],
    ['ada@bücher.example', 'ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
    ['"a@b"@example.com', '"a@b"@example.com', '"a@b"@example.com'],
    ['ada@ｅxample.com', 'ada@example.com', 'ada@example.com'],
  ])('%j has the key %j and is sent to %j', (address, key, clean) => {
    expect(addressKey(address)).toBe(key);
    expect(cleanAddress(address)).toBe(clean);
  });

  it.each([
    'ada',
    '@example.com',
    'ada@',
    'ada@.',
    'ada@a/b',
    'ada@a\\b',
    'ada@a?b',
    'ada@a#b',
    'ada@a:1',
    'ada@[::1]',
    'ada@a%62',
    '',
  ])('%j is none', (address) => {
    expect([addressKey(address), cleanAddress(address)]).toEqual([null, null]);
  });
});

describe('an object of JSON', () => {
  it.each([
    [{}, true],
    [{ a: 1 }, true],
    [[], false],
    [null, false],
    ['{}', false],
    [7, false],
  ])('%j is one: %s', (value, is) => {
    expect(JsonObject.safeParse(value).success).toBe(is);
  });

  it('comes as it was, with names that every object has', () => {
    const value: unknown = JSON.parse('{"__proto__": 1, "constructor": 2}');

    expect(JsonObject.parse(value)).toBe(value);
  });

  it('is named by the place of what does not fit', () => {
    const record = jsonRecord(z.strictObject({ size: z.int() }), z.string().max(3));
    const places = (value: unknown) =>
      record.safeParse(value).error?.issues.map(({ path }) => path.join('.'));

    expect(places({ web: { size: 1 } })).toBeUndefined();
    expect(places({ web: { size: 'x' }, database: { size: 2 } })).toEqual(['web.size', 'database']);
    expect(places({ web: 1 })).toEqual(['web']);
  });
});

describe('a whole number in a query', () => {
  const limit = wholeNumber(1, 100);

  it.each([
    ['1', 1],
    ['100', 100],
    ['007', 7],
  ])('%j is %i', (text, value) => {
    expect(limit.parse(text)).toBe(value);
  });

  it.each([
    '0',
    '101',
    '-1',
    '+5',
    '1e1',
    '0x10',
    '10.0',
    ' 10',
    '',
    '1'.repeat(17),
    10,
    ['1', '2'],
  ])('%j is refused with what would do', (text) => {
    expect(limit.safeParse(text).error?.issues[0]?.message).toBe(
      'expected a whole number from 1 to 100, in digits',
    );
  });
});
