import { noModelReader } from '../../adapters/rules-planner/no-model-reader.ts';
import { makeKeptVocabulary } from '../../application/task/steps/kept-vocabulary.ts';
import type { ReadIntentDeps } from '../../application/task/steps/read-intent.ts';
import { lazy } from '../lazy.ts';
import { fleetInventory } from './fleet.ts';
import { fleetWords } from './fleet-words.ts';
import { clock } from './stores.ts';

const vocabulary = /* @__PURE__ */ lazy(() =>
  makeKeptVocabulary({ clock, inventory: fleetInventory() }),
);

/** What requests are read by. */
export const readIntentDeps = (): ReadIntentDeps => ({
  clock,
  vocabulary: vocabulary(),
  words: fleetWords,
  modelReader: noModelReader,
});
