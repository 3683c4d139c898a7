import { TaskType } from '../task/task-type.ts';
import { makeLinearModel } from './linear-model.ts';
import type { TaskReading } from './linear-model.ts';
import { makeSlipsOf } from './one-slip.ts';
import type { SlipsOf } from './one-slip.ts';
import { isPlaceholder } from './task-features.ts';
import model from './task-model-weights.json';
import { stemOf } from './word-stem.ts';

/**
 * The type of task that the words speak of, by a linear model whose weights `npm run intent:train`
 * makes. Null where no type stands out, or where the words speak of no task at all.
 */
export const classifyTask: (words: readonly string[]) => TaskReading = makeLinearModel(model);

interface TaskWords {
  readonly formsSlippedTo: SlipsOf;
  readonly stems: ReadonlySet<string>;
}

const narrowing: ReadonlySet<string> = new Set(model.narrowing.split(' '));

const taskWords: ReadonlyMap<TaskType, TaskWords> = new Map(
  TaskType.options.map((type) => {
    const forms = model.words[type].split(' ');
    return [type, { formsSlippedTo: makeSlipsOf(forms), stems: new Set(forms.map(stemOf)) }];
  }),
);

/** Whether a word could narrow a task, set a condition, a time or an amount, or turn it round. */
export const narrows = (word: string): boolean =>
  narrowing.has(word) || narrowing.has(word.replace(/s$/u, ''));

/**
 * Whether a word is one that people use for this type of task, so that it is accounted for by the
 * type. In any form, and with one slip in longer words; false for each word that could narrow the
 * task, set a condition or turn it round, however often people use it.
 */
export const isTaskWord = (word: string, type: TaskType): boolean => {
  const known = taskWords.get(type);
  if (known === undefined || isPlaceholder(word) || narrows(word)) return false;
  return known.stems.has(stemOf(word)) || known.formsSlippedTo(word).length > 0;
};
