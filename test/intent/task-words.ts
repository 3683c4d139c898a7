import { taskFeatures } from '../../functions/domain/intent/task-features.ts';
import { TaskType } from '../../functions/domain/task/task-type.ts';
import { changingTaskWords } from './changing-task-words.ts';
import type { LabelledRequest } from './corpus.ts';
import { maskedWords } from './mask.ts';
import { narrowingWords } from './narrowing-words.ts';

const narrowing: ReadonlySet<string> = new Set(narrowingWords);

const isPlainWord = (word: string): boolean => /^\p{L}{2,}(?:[-']\p{L}+)*$/u.test(word);

/** The words that say what kind of task it is and neither where, when nor how much. */
const wordsOf = (request: string): readonly string[] =>
  maskedWords(request, 'full').filter(
    (word) => isPlainWord(word) && taskFeatures([word]).length > 0,
  );

const fromCorpus = (corpus: readonly LabelledRequest[], type: TaskType): readonly string[] =>
  corpus
    .filter(({ outcome, task_type }) => outcome === 'read' && task_type === type)
    .flatMap(({ request }) => wordsOf(request));

const withoutNarrowing = (words: readonly string[]): string =>
  [...new Set(words)]
    .filter((word) => !narrowing.has(word))
    .sort()
    .join(' ');

/** For each type the words by which people ask for it, in order of the alphabet. */
export const taskWordsOf = (
  corpus: readonly LabelledRequest[],
): Readonly<Record<TaskType, string>> => {
  const words = Object.fromEntries(
    TaskType.options.map((type) => [
      type,
      withoutNarrowing(changingTaskWords(type) ?? fromCorpus(corpus, type)),
    ]),
  );
  return words as Record<TaskType, string>;
};
