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

describe('readText, of words and marks', () => {
  const tokensOf = (source: string) =>
    readText(source).tokens.map(({ text, kind }) => [text, kind]);
  const chunksOf = (source: string) => readText(source).chunks.map(({ text }) => text);

  it('cuts words apart and keeps what was written as one', () => {
    expect(tokensOf('Patch Web-01, now!')).toEqual([
      ['patch', 'word'],
      ['web', 'word'],
      ['01', 'word'],
      [',', 'mark'],
      ['now', 'word'],
      ['!', 'mark'],
    ]);
    expect(chunksOf('Patch Web-01.prod, Team=payments 10.0.0.1/24 now!')).toEqual([
      ...['patch', 'web-01.prod', ',', 'team=payments', '10.0.0.1/24', 'now', '!'],
    ]);
  });

  it('keeps an address and a path whole', () => {
    expect(tokensOf('see HTTPS://wiki.example.com/a?b=1 and ~/x/y and /etc/passwd')).toEqual([
      ...[
        ['see', 'word'],
        ['https://wiki.example.com/a?b=1', 'word'],
        ['and', 'word'],
        ['~/x/y', 'word'],
        ['and', 'word'],
        ['/etc/passwd', 'word'],
      ],
    ]);
  });

  it('reads all marks of the apostrophe as one', () => {
    for (const mark of ["'", '’']) expect(tokensOf(`don${mark}t`)).toEqual([["don't", 'word']]);
  });

  it('knows the tokens of a chunk and the chunk of a token', () => {
    const { tokens, chunks } = readText('a web-01 b');

    expect(chunks.map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [1, 3],
      [3, 4],
    ]);
    expect(tokens.map(({ chunk }) => chunk)).toEqual([0, 1, 1, 2]);
    expect(chunks.map(({ start, end }) => [start, end])).toEqual([
      [0, 1],
      [2, 8],
      [9, 10],
    ]);
  });

  it('has nothing where nothing is written', () => {
    expect(readText(' \n ')).toMatchObject({ tokens: [], chunks: [], faults: [] });
  });
});

describe('readText, of what can’t be trusted', () => {
  it.each([
    ['a\u200Bb', 1, 2, 'it holds a character that can’t be seen (U+200B)'],
    ['ab\u00AD', 2, 3, 'it holds a character that can’t be seen (U+00AD)'],
    [
      'web рrod',
      4,
      8,
      'it mixes letters of several scripts, so that it may not be the word that it looks like',
    ],
  ])('faults “%s”', (source, ...[start, end, reason]) => {
    expect(readText(source).faults).toEqual([{ start, end, reason }]);
  });

  it('lets an emoji be joined to another', () => {
    expect(readText('👩\u200D🔧 fix').faults).toEqual([]);
  });
});

describe('readText, asked for a place', () => {
  const { wordAt, isWordAt, chunkOf } = readText('Patch prod-web, now');

  it('answers the word or the mark that stands there, and nothing beyond either end', () => {
    expect([-1, 0, 1, 3, 4, 5].map(wordAt)).toEqual(['', 'patch', 'prod', ',', 'now', '']);
  });

  it('tells a word from a mark and from nothing', () => {
    expect([-1, 0, 3, 5].map(isWordAt)).toEqual([false, true, false, false]);
  });

  it('answers the run without a space that the word is part of', () => {
    expect([-1, 0, 1, 2, 5].map((at) => chunkOf(at)?.text)).toEqual([
      ...[undefined, 'patch', 'prod-web', 'prod-web', undefined],
    ]);
  });
});
