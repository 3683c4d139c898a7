import { expect, it } from 'vitest';
import { timePassages } from '../../../../functions/domain/intent/readers/time-passages.ts';

it('gives the pieces in which times may stand, and none of a text without any', () => {
  expect(timePassages('patch the web servers')).toEqual([]);
  expect(timePassages('patch web tomorrow')).toEqual([{ at: 0, text: 'patch web tomorrow' }]);
});

it('gives at most 600 characters, where they stand', () => {
  const text = `${'word '.repeat(50)}${'monday '.repeat(500)}`;
  const passages = timePassages(text);

  expect(passages.reduce((sum, one) => sum + one.text.length, 0)).toBeLessThanOrEqual(600);
  expect(passages.every((one) => text.startsWith(one.text, one.at))).toBe(true);
});

it('gives six words before a time and six after it', () => {
  expect(timePassages('a b c d e f g h monday i j k l m n o p')).toEqual([
    { at: 4, text: 'c d e f g h monday i j k l m n' },
  ]);
});

it('gives times that share a word beside them as one piece, and others apart', () => {
  const between = (count: number) => Array.from({ length: count }, () => 'w').join(' ');

  expect(timePassages(`monday ${between(11)} tuesday`)).toEqual([
    { at: 0, text: `monday ${between(11)} tuesday` },
  ]);
  expect(timePassages(`monday ${between(13)} tuesday`)).toEqual([
    { at: 0, text: `monday ${between(6)}` },
    { at: 21, text: `${between(6)} tuesday` },
  ]);
  expect(timePassages(`monday ${between(12)} tuesday`)).toHaveLength(2);
});

it('cuts a piece where the characters end, and gives none after it', () => {
  const block = `monday ${`${'x'.repeat(50)} `.repeat(14)}`;
  const passages = timePassages(block.repeat(4));

  expect(passages.map(({ at, text }) => [at, text.length])).toEqual([
    [0, 312],
    [415, 288],
  ]);
  expect(timePassages(`monday ${'x'.repeat(700)} ${'w '.repeat(20)} tuesday`)).toHaveLength(1);
});
