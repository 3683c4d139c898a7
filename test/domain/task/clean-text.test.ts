import { describe, expect, it } from 'vitest';
import { cleanText } from '../../../functions/domain/task/clean-text.ts';

describe('cleanText', () => {
  it.each([
    ['a\u0000b\u001Bc', 'abc'],
    ['one\r\ntwo\tthree', 'one two three'],
    ['safe\u202Eevil\u2066', 'safeevil'],
    ['zero\u200Bwidth\uFEFF', 'zerowidth'],
    ['tag\u{E0041}\u{E0042}', 'tag'],
    ['lone\uD800surrogate', 'lonesurrogate'],
    ['ＦＵＬＬ', 'FULL'],
    ['  many   spaces ', 'many spaces'],
  ])('turns %j into %j', (text, cleaned) => {
    expect(cleanText(text)).toBe(cleaned);
  });

  it('cuts by characters and not within one', () => {
    expect(cleanText('😀😀😀😀', 3)).toBe('😀😀…');
  });
});
