import { describe, expect, it } from 'vitest';
import { remembered } from '../../../functions/domain/shared/remembered.ts';

const counted = (most?: number) => {
  const asked: string[] = [];
  const answerTo = remembered((word) => {
    asked.push(word);
    return `${word}!`;
  }, most);
  return { asked, answerTo };
};

describe('remembered', () => {
  it('answers as the function does, and asks it once for a word', () => {
    const { asked, answerTo } = counted();

    expect(['patch', 'web', 'patch'].map(answerTo)).toEqual(['patch!', 'web!', 'patch!']);
    expect(asked).toEqual(['patch', 'web']);
  });

  it('keeps no more words than it may', () => {
    const { asked, answerTo } = counted(2);

    for (const word of ['a', 'b', 'a', 'b', 'c', 'c', 'a']) answerTo(word);
    expect(asked).toEqual(['a', 'b', 'c', 'a']);
  });

  it('keeps words of 40 letters and none that is longer', () => {
    const { asked, answerTo } = counted();

    for (const word of ['w'.repeat(40), 'w'.repeat(41)]) {
      answerTo(word);
      answerTo(word);
    }
    expect(asked).toEqual(['w'.repeat(40), 'w'.repeat(41), 'w'.repeat(41)]);
  });
});
