import { roster } from '../task/roster.ts';
import type { TaskType } from '../task/task-type.ts';
import { topicOf } from './task-topics.ts';
import { stemOf } from './word-stem.ts';

/** Whether some word is about what the type is about. */
export const speaksOf = (type: TaskType, words: readonly string[]): boolean => {
  const topics: readonly string[] = roster[type].topics;
  return (
    (type === 'image_management' && words.includes('promote')) ||
    words
      .flatMap((word) => [word, ...word.split(/[^\p{L}\p{N}]+/u)])
      .some((word) => topics.includes(topicOf(stemOf(word)) ?? ''))
  );
};
