import { describe, expect, it } from 'vitest';
import { wordForms, wordKey } from '../../../functions/domain/fleet/word-forms.ts';

describe('a word as it is looked up', () => {
  it.each([
    ['Web', 'web'],
    ['  PROD ', 'prod'],
    ['pro\u200Bd', 'prod'],
  ])('%j is %s', (text, key) => {
    expect(wordKey(text)).toBe(key);
  });
});

describe('the forms of a word', () => {
  it.each<[string, readonly string[]]>([
    ['Server', ['server']],
    ['servers', ['servers', 'server']],
    ['proxies', ['proxies', 'proxie', 'proxy']],
    ['boxes', ['boxes', 'boxe', 'box']],
    ['batches', ['batches', 'batche', 'batch']],
    ['meshes', ['meshes', 'meshe', 'mesh']],
    ['buses', ['buses', 'buse', 'bus']],
    ['quizzes', ['quizzes', 'quizze', 'quizz']],
    ['caches', ['caches', 'cache', 'cach']],
    ['databases', ['databases', 'database', 'databas']],
    ['redis', ['redis', 'redi']],
  ])('of %s are itself first, and then what it may be the plural of', (word, forms) => {
    expect(wordForms(word)).toEqual(forms);
  });

  it.each(['access', 'address', 'series-1', 'hostess-a', 'boxes2', 'movies1', 's', 'iesx'])(
    'of %s are itself alone: that is no plural',
    (word) => {
      expect(wordForms(word)).toEqual([word]);
    },
  );

  it.each(['', ' ', '\u200B'])('of %j are none: it is no word', (word) => {
    expect(wordForms(word)).toEqual([]);
  });
});
