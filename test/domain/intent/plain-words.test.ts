import { describe, expect, it } from 'vitest';
import {
  conditionWords,
  courtesyWords,
  functionWords,
  machineNouns,
  numberWords,
} from '../../../functions/domain/intent/plain-words.ts';

const idle = [functionWords, courtesyWords, machineNouns];

describe('the words without content of their own', () => {
  it.each(['the', 'our', 'on', 'please', 'asap', 'servers', 'fleet', 'today'])(
    'have “%s” among them',
    (word) => {
      expect(idle.some((words) => words.has(word))).toBe(true);
    },
  );

  it.each([
    ...['not', 'no', 'never', 'except', 'without', 'unless', 'if', 'until', 'before', 'after'],
    ...['tonight', 'tomorrow', 'web', 'database', 'production', 'staging', 'delete', 'stop'],
    ...['critical', 'kernel', 'reboot', 'canary', 'some', 'half', 'kiosk', ''],
  ])('lack “%s”, which narrows, moves or turns round a change', (word) => {
    expect(idle.some((words) => words.has(word))).toBe(false);
  });

  it('are in lower case, as words are read', () => {
    for (const words of [...idle, conditionWords])
      for (const word of words) expect(word).toBe(word.toLowerCase().trim());
  });
});

describe('the words of a condition', () => {
  it.each(['if', 'unless', 'until', 'once', 'when', 'after', 'before'])('have “%s”', (word) => {
    expect(conditionWords.has(word)).toBe(true);
  });
});

describe('the numbers in words', () => {
  it('are those up to twelve', () => {
    expect(['zero', 'one', 'five', 'twelve'].map((word) => numberWords.get(word))).toEqual([
      0, 1, 5, 12,
    ]);
    expect(numberWords.size).toBe(13);
  });
});
