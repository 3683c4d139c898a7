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
