import * as candidates from '../../../functions/domain/intent/intent-candidates.ts';
import type { IntentCandidate } from '../../../functions/domain/intent/intent-candidates.ts';
import * as reading from '../../../functions/domain/intent/parse-intent.ts';
import type { IntentInput, IntentReading } from '../../../functions/domain/intent/parse-intent.ts';
import type { TaskType } from '../../../functions/domain/task/task-type.ts';
import { taskCatalogue } from '../../../functions/specialists/catalogue.ts';

/** Intents read by the words of all specialists, as the product reads them. */
export const parseIntent = (input: IntentInput): IntentReading =>
  reading.parseIntent(input, taskCatalogue);

export const candidatesFor = (
  input: IntentInput,
  types: readonly TaskType[],
): readonly IntentCandidate[] => candidates.candidatesFor(input, types, taskCatalogue);

export const whatCanBeAsked = candidates.whatCanBeAsked(taskCatalogue);
