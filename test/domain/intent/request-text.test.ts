import { describe, expect, it } from 'vitest';
import { readText } from '../../../functions/domain/intent/request-text.ts';

describe('readText', () => {
  it('keeps the offsets of the text as sent', () => {
    const source = 'Patch 🚀 ｗｅｂ servers, prod-web-01';

    const { tokens, chunks } = readText(source);

    expect(tokens.find(({ text }) => text === 'web')).toMatchObject({ start: 9, end: 12 });
    expect(chunks.at(-1)?.text).toBe('prod-web-01');
    for (const { start, end, text } of tokens)
      expect(source.slice(start, end).normalize('NFKC').toLowerCase()).toBe(text);
  });

  it.each(['pro\u200Bduction', '\u202Eprod', 'рrod', 'prоd'])('faults “%s”', (text) => {
    expect(readText(text).faults).toHaveLength(1);
  });

  it.each(['production', 'ｐｒｏｄ', 'Überprüfung', 'производство'])(
    'faults nothing in “%s”',
    (text) => {
      expect(readText(text).faults).toEqual([]);
    },
  );
});
