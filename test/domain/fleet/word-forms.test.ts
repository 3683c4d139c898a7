import { expect, it } from 'vitest';
import { wordForms, wordKey } from '../../../functions/domain/fleet/word-forms.ts';

it('looks a word up in lower case, without what nobody sees', () => {
  expect(wordKey('  Web\u200b  Servers ')).toBe('web servers');
});

it.each([
  ['web', ['web']],
  ['Servers', ['servers', 'server']],
  ['redis', ['redis', 'redi']],
  ['caches', ['caches', 'cache', 'cach']],
  ['boxes', ['boxes', 'boxe', 'box']],
  ['proxies', ['proxies', 'proxie', 'proxy']],
  ['access', ['access']],
  ['s', ['s']],
])('of %j the word and its singulars are %j', (word, forms) => {
  expect(wordForms(word)).toEqual(forms);
});
