import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { corpusDigest, readCorpus } from './corpus.ts';
import { narrowingWords } from './narrowing-words.ts';
import { taskWordsOf } from './task-words.ts';
import { modelSettings, quantise, train } from './trainer.ts';

export const weightsFile = join(
  import.meta.dirname,
  '../../functions/domain/intent/task-model-weights.json',
);

const sources = [
  'test/intent/changing-task-words.ts',
  'test/intent/corpus.ts',
  'test/intent/make-weights.ts',
  'test/intent/mask.ts',
  'test/intent/narrowing-words.ts',
  'test/intent/task-words.ts',
  'test/intent/trainer.ts',
  'functions/domain/intent/task-features.ts',
  'functions/domain/intent/task-topics.ts',
  'functions/domain/intent/word-stem.ts',
];

const sourcesDigest = (): string => {
  const hash = createHash('sha256');
  for (const name of sources)
    hash.update(name).update(readFileSync(join(import.meta.dirname, '../..', name)));
  return hash.digest('hex');
};

/** What the weights on file have to say they were made from. */
const madeFrom = (): { readonly corpus: string; readonly trainer: string } => ({
  corpus: corpusDigest(),
  trainer: sourcesDigest(),
});

/** The text of the weights' file, byte by byte the same from the same corpus and the same code. */
export const makeWeights = (): string => {
  const corpus = readCorpus();
  const file = {
    made_from: madeFrom(),
    ...quantise(train(corpus), modelSettings),
    words: taskWordsOf(corpus),
    narrowing: narrowingWords.join(' '),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
};
