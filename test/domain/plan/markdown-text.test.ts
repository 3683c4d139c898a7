import { describe, expect, it } from 'vitest';
import {
  markdownLine,
  markdownName,
  markdownSentence,
} from '../../../functions/domain/plan/markdown-text.ts';

describe('a name in Markdown', () => {
  it.each(['web-1', 'i-000001', 'ö', '9lives', 'a_b', "'quoted'", '(x)', 'ratio:"1"', 'end:'])(
    'stays as it is where it is one plain word: %s',
    (name) => {
      expect(markdownName(name)).toBe(name);
    },
  );

  it.each([
    ['two words', '`two words`'],
    ['a,b', '`a,b`'],
    ['', '``'],
    ['-', '`-`'],
    ['1.', '`1.`'],
    ['12)', '`12)`'],
    ['www.example.com', '`www.example.com`'],
    ['a:b', '`a:b`'],
    ['*a*', '`*a*`'],
    ['_a', '`_a`'],
    ['a_', '`a_`'],
    ['a&lt;', '`a&lt;`'],
    ['a/b', '`a/b`'],
    ['a@b', '`a@b`'],
  ])('is code where it could be more: %j', (name, shown) => {
    expect(markdownName(name)).toBe(shown);
  });

  it.each([
    ['a`b', '``a`b``'],
    ['a``b`c', '```a``b`c```'],
    ['`a', '`` `a ``'],
    ['a`', '`` a` ``'],
  ])('is fenced by more ticks than it has in a row: %j', (name, shown) => {
    expect(markdownName(name)).toBe(shown);
  });

  it('is cleaned of what steers, and cut', () => {
    expect(markdownName('we\u202Eb\u200B')).toBe('web');
    expect(markdownName('x'.repeat(2_001)).length).toBe(2_000);
  });
});

describe('a sentence in Markdown', () => {
  const text = '3 assets of *web* were seen at a.example: see i_1 _now_';
  const shown = '3 assets of `*web*` were seen at `a.example:` see i_1 `_now_`';

  it('has in code each word that could be more, and no other', () => {
    expect(markdownSentence(text)).toBe(shown);
    expect(markdownLine(text)).toBe(shown);
  });

  it.each([
    ['- item', '- item', '`-` item'],
    ['1. item', '1. item', '`1.` item'],
    ['2) item', '2) item', '`2)` item'],
    ['+ item', '+ item', '`+` item'],
    ['“so” it is', '“so” it is', '“so” it is'],
    ['(so it is)', '(so it is)', '(so it is)'],
    ['# title', '`#` title', '`#` title'],
    ['', '', '``'],
  ])('begins no list, title or rule at the start of a line: %j', (words, within, atStart) => {
    expect(markdownSentence(words)).toBe(within);
    expect(markdownLine(words)).toBe(atStart);
  });

  it('is one line, whatever came in', () => {
    expect(markdownSentence('a\n\nb')).toBe('a b');
    expect(markdownLine('a\r\n# b')).toBe('a `#` b');
  });
});
