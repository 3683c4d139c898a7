import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cleanLines,
  escapeHtml,
  terminalText,
} from '../../../functions/domain/notification/safe-text.ts';
import { anyCodePoint } from '../../support/hostile-text.ts';

test.each([
  ['keeps the lines of a text', 'one\r\ntwo\rthree\nfour', 'one\ntwo\nthree\nfour'],
  ['drops bidirectional controls', 'abc\u202egpj.exe', 'abcgpj.exe'],
  ['drops terminal escapes', 'a\u001b[31mred', 'a[31mred'],
  ['drops zero-width characters', 'pay\u200bload', 'payload'],
])('cleanLines %s', (_, text, expected) => {
  expect(cleanLines(text)).toBe(expected);
});

test('cleanLines cuts to a length and says so', () => {
  expect(cleanLines('abcdef', 4)).toBe('abc…');
});

test('cleaned text has no control or format characters but the newline, whatever came in', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCodePoint() }), (text) => {
      expect(cleanLines(text)).not.toMatch(/[^\P{Cc}\n]|\p{Cf}|\p{Cs}/u);
    }),
  );
});

test.each([
  ['\u001b[31mred\u0007', '\\u{1b}[31mred\\u{7}'],
  ['\u009b2J', '\\u{9b}2J'],
  ['a\u202eb\u200bc\u2066', 'a\\u{202e}b\\u{200b}c\\u{2066}'],
  ['a\r\b', 'a\\u{d}\\u{8}'],
  ['ü\n\t at x 🚀', 'ü\n\t at x 🚀'],
])('text for a terminal writes out what would steer it: %j', (text, shown) => {
  expect(terminalText(text)).toBe(shown);
});

test('text for a terminal never steers it', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCodePoint() }), (text) => {
      expect(terminalText(text)).not.toMatch(/[^\P{C}\n\t]/u);
    }),
  );
});

test('escaped text can’t leave an element or a quoted attribute', () => {
  expect(escapeHtml(`<a href="x" title='y'>&amp;`)).toBe(
    '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;',
  );
});

describe('text of others', () => {
  test.each([
    ['a\r\nb\rc\nd', 2_000, 'a\nb\nc\nd'],
    ['\n a\u202E \n\n b\u0007 \n', 2_000, 'a\n\nb'],
    ['abcdef', 6, 'abcdef'],
    ['abcdefg', 6, 'abcde…'],
    ['abc\ndef', 6, 'abc\nd…'],
    ['abc\nde', 6, 'abc\nde'],
  ])('keeps its lines: %j cut to %i', (text, most, clean) => {
    expect(cleanLines(text, most)).toBe(clean);
  });

  test('has two thousand characters at most', () => {
    expect(cleanLines('x'.repeat(2_000))).toBe('x'.repeat(2_000));
    expect(cleanLines('x'.repeat(2_001))).toBe(`${'x'.repeat(1_999)}…`);
  });

  test('steers no terminal', () => {
    expect(terminalText('a\tb\nc\u001B[31m\u202Ed')).toBe('a\tb\nc\\u{1b}[31m\\u{202e}d');
  });

  test('is no HTML', () => {
    expect(escapeHtml(`<a href="x" id='y'>&</a>`)).toBe(
      '&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;&lt;/a&gt;',
    );
  });
});
