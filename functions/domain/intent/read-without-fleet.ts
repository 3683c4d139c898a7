import { fleetVocabularyOf } from '../fleet/fleet-vocabulary.ts';
import { cleanText } from '../task/clean-text.ts';
import { assessRisk } from '../task/risk.ts';
import type { TaskSpec } from '../task/task-spec.ts';
import { placeOf } from './place-of.ts';
import { readClosed, readOpening } from './read-opening.ts';
import { isMutating } from './read-request.ts';
import { mayRehearse } from './readers/read-speech-act.ts';
import { readWords } from './read-words.ts';
import type { IntentInput, Reader, Unclear } from './reading.ts';
import { settleType } from './settle-type.ts';
import { unclear } from './unclear.ts';

/** A request whose names could not be looked up yet. */
export interface Unread {
  readonly kind: 'unread';
  /** What the words say without them: a task is shown by it, and nothing is planned by it. */
  readonly spec: TaskSpec;
}

const noFleet = fleetVocabularyOf([]);

/**
 * Reads a request while the fleet's names can't be had: refuses what no name could make clear, and
 * leaves all else to the whole reading. Its selector says no more than the environment.
 */
export const readWithoutFleet = (
  input: IntentInput,
  reader: Omit<Reader, 'fleet'>,
): Unread | Unclear => {
  const opening = readOpening(input);
  const withoutNames = { ...reader, fleet: noFleet };
  if (opening.kind !== 'opened') return readClosed(opening, input, withoutNames);
  const { claims, act } = opening;
  const { catalogue } = reader;
  const words = readWords(claims, input, withoutNames);
  const { type, hints } = settleType(claims, act, { given: input.task_type, catalogue });
  if (type === null)
    return unclear(claims, {
      reason: 'The intent fits no task type clearly by its words alone.',
      candidates: hints.slice(0, 3),
    });
  const { agent, wording } = catalogue[type];
  const mutating = isMutating(wording, claims);
  const isInquiry = !mutating && act.inquires;
  if (
    act.tells &&
    !act.asks &&
    !isInquiry &&
    !act.questions &&
    !act.rehearses &&
    !mayRehearse(claims)
  )
    return unclear(claims, {
      reason: 'The intent tells something and asks for nothing.',
      candidates: [type],
    });
  const place = placeOf(claims, words.place);
  const environment =
    place.kind === 'settled' ? place.environment : (input.environment ?? 'production');
  const spec: TaskSpec = {
    task_type: type,
    goal: `${wording.goal}: “${cleanText(input.intent, 200)}”`,
    agent: agent.name,
    environment,
    risk_level: assessRisk({ environment, mutating, failover: wording.failsOver }),
    selector: { environment },
    constraints: {},
    tools: [...agent.tools],
    timeout_minutes: 60,
    understood: [...claims.spans()],
  };
  return { kind: 'unread', spec };
};
