import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { backOffSeconds } from '../../../functions/domain/notification/back-off.ts';
import {
  cleanLines,
  escapeHtml,
  terminalText,
} from '../../../functions/domain/notification/safe-text.ts';

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
    fc.property(fc.string({ unit: 'binary' }), (text) => {
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
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(terminalText(text)).not.toMatch(/[^\P{C}\n\t]/u);
    }),
  );
});

test('escaped text can’t leave an element or a quoted attribute', () => {
  expect(escapeHtml(`<a href="x" title='y'>&amp;`)).toBe(
    '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;',
  );
});

test.each([
  [1, 5],
  [2, 10],
  [5, 80],
  [8, 640],
  [9, 900],
  [60, 900],
])('after %i failed attempts a message waits %i seconds', (attempts, seconds) => {
  expect(backOffSeconds(attempts)).toBe(seconds);
});
