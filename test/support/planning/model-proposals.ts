import type {
  ModelProposal,
  ProposedSpan,
} from '../../../functions/domain/intent/model-proposal.ts';
import type { IntentInput, Unclear } from '../../../functions/domain/intent/reading.ts';
import type { TaskType } from '../../../functions/domain/task/task-type.ts';
import { readIntent } from './intent.ts';

/** The rules' own reading of an intent that has to be unclear. */
export const anOwnReading = (input: IntentInput): Unclear => {
  const reading = readIntent(input);
  if (reading.kind !== 'unclear') throw new Error(`“${input.intent}” is ${reading.kind}`);
  return reading;
};

/** A proposal that takes each word as the rules do, and an open one for what is given. */
export const anHonestProposal = (
  intent: string,
  answer: ProposedSpan | null,
  task_type?: TaskType,
): ModelProposal => {
  const { understood, open } = anOwnReading({ intent });
  const spans = understood
    .filter(({ start, end }) => answer === null || start !== answer.start || end !== answer.end)
    .map(({ start, end, as, value }) => ({ start, end, as, value }));
  return {
    task_type: task_type ?? open?.type ?? 'patch_rollout',
    spans: answer === null ? spans : [...spans, answer],
  };
};
