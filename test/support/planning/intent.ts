import { fleetVocabularyOf } from '../../../functions/domain/fleet/fleet-vocabulary.ts';
import { fleetWordsOf } from '../../../functions/domain/fleet/fleet-words.ts';
import { Asset, GoldenImage } from '../../../functions/domain/fleet/asset.ts';
import * as candidates from '../../../functions/domain/intent/intent-candidates.ts';
import type { IntentCandidate } from '../../../functions/domain/intent/intent-candidates.ts';
import { readRequest } from '../../../functions/domain/intent/read-request.ts';
import type {
  Contradiction,
  IntentInput,
  IntentReading,
  Reader,
  Unclear,
} from '../../../functions/domain/intent/reading.ts';
import type { TaskSpec } from '../../../functions/domain/task/task-spec.ts';
import { taskCatalogue } from '../../../functions/specialists/catalogue.ts';
import { demoDataset } from '../../../infra/local/fleet/demo-dataset.ts';

const demo = demoDataset();
export const demoAssets = demo.assets.map((asset) => Asset.parse(asset));
export const demoImages = demo.goldenImages.map((image) => GoldenImage.parse(image));

/** Reads by the words of all specialists and the demo's fleet, at noon of a Friday. */
export const demoReader: Reader = {
  words: fleetWordsOf(),
  fleet: fleetVocabularyOf(demoAssets, demoImages),
  now: '2026-11-27T12:00:00.000Z',
  timeZone: 'UTC',
  catalogue: taskCatalogue,
};

/** Intents as the product reads them over the demo's fleet. */
export const readIntent = (input: IntentInput, reader: Partial<Reader> = {}): IntentReading =>
  readRequest(input, { ...demoReader, ...reader });

/** The spec of an intent that has to settle. */
export const specOf = (
  intent: string,
  environment?: TaskSpec['environment'],
  reader: Partial<Reader> = {},
): TaskSpec => {
  const reading = readIntent({ intent, environment }, reader);
  if (reading.kind !== 'settled')
    throw new Error(`“${intent}” is ${reading.kind}: ${reading.reason}`);
  return reading.spec;
};

export const candidatesFor = (
  input: IntentInput,
  reading: Unclear | Contradiction,
): readonly IntentCandidate[] => candidates.candidatesFor(input, reading, demoReader);

export const whatCanBeAsked = candidates.whatCanBeAsked(taskCatalogue);
