import { acceptModelReading } from '../../../domain/intent/accept-model-reading.ts';
import { candidatesFor, whatCanBeAsked } from '../../../domain/intent/intent-candidates.ts';
import type { IntentCandidate } from '../../../domain/intent/intent-candidates.ts';
import { readRequest } from '../../../domain/intent/read-request.ts';
import { readWithoutFleet } from '../../../domain/intent/read-without-fleet.ts';
import type { Unread } from '../../../domain/intent/read-without-fleet.ts';
import type {
  Contradiction,
  IntentInput,
  IntentReading,
  Reader,
} from '../../../domain/intent/reading.ts';
import type { FleetWords } from '../../../domain/fleet/fleet-words.ts';
import { toTimestamp } from '../../../domain/shared/ids.ts';
import type { OrgId, Timestamp } from '../../../domain/shared/ids.ts';
import type { Span } from '../../../domain/task/span.ts';
import type { TaskSpec } from '../../../domain/task/task-spec.ts';
import { taskCatalogue } from '../../../specialists/catalogue.ts';
import type { Clock } from '../../shared/ports.ts';
import type { FleetVocabularySource, ModelReader } from '../task-ports.ts';

export interface ReadIntentDeps {
  readonly clock: Clock;
  readonly vocabulary: FleetVocabularySource;
  /** What words mean in this deployment. */
  readonly words: () => FleetWords;
  /** Asked for what the rules leave open, and for nothing else. */
  readonly modelReader: ModelReader;
}

export interface SettledIntent {
  readonly kind: 'settled';
  readonly spec: TaskSpec;
  /** The words ask to try it and to change nothing. */
  readonly rehearses: boolean;
}

/** Why an intent gives no task, with what was read of it and what can be sent instead. */
export interface RefusedIntent {
  readonly kind: 'refused';
  readonly code: 'intent-unclear' | 'environment-contradiction';
  readonly detail: string;
  readonly understood: readonly Span[];
  readonly candidates: readonly IntentCandidate[];
  /** The words are about a rollout that there is. */
  readonly isControl: boolean;
  /** The environments that contradict each other. */
  readonly contradiction: Pick<Contradiction, 'given' | 'named'> | null;
}

/** What people do with a rollout that there is. */
const operatorPaths =
  'A rollout is paused, resumed and cancelled by POST /executions/{id}/pause, /resume and /cancel, a task by POST /tasks/{id}/cancel, and decided by /approve and /reject; GET /tasks shows what there is.';

const refusedBy = (
  reading: Exclude<IntentReading, { kind: 'settled' }>,
  candidates: readonly IntentCandidate[],
): RefusedIntent => {
  const { understood } = reading;
  const isControl = reading.kind === 'unclear' && reading.control;
  const read = { kind: 'refused' as const, understood, candidates, isControl };
  if (reading.kind === 'contradiction') {
    const { reason: detail, given, named } = reading;
    const code = 'environment-contradiction';
    return { ...read, code, detail, contradiction: { given, named } };
  }
  const help = isControl ? operatorPaths : whatCanBeAsked(taskCatalogue);
  const detail = `${reading.reason} ${help}`;
  return { ...read, code: 'intent-unclear', detail, contradiction: null };
};

/** What a model settles of a reading that is open; null where it is refused, or its proposal is not accepted. */
const readByModel = async (
  { propose }: ModelReader,
  {
    input,
    reader,
    reading,
  }: {
    readonly input: IntentInput;
    readonly reader: Reader;
    readonly reading: Exclude<IntentReading, { kind: 'settled' }>;
  },
): Promise<SettledIntent | null> => {
  if (reading.kind === 'contradiction' || reading.open === null) return null;
  const { understood, open } = reading;
  const proposed = await propose({ input, understood, open });
  return acceptModelReading({ input, reader, own: reading }, proposed);
};

type WordsDeps = Pick<ReadIntentDeps, 'clock' | 'words'>;

type Said = IntentInput & {
  readonly org_id: OrgId;
  /** When it was said, which its times are meant from. @default now */
  readonly at?: Timestamp;
};

const contextOf = ({ clock, words }: WordsDeps, { at }: Said) => {
  const own = words();
  return {
    words: own,
    now: at ?? toTimestamp(clock.now()),
    timeZone: own.timeZone ?? 'UTC',
    catalogue: taskCatalogue,
  };
};

const inputOf = ({ intent, environment, task_type }: Said): IntentInput => ({
  intent,
  environment,
  task_type,
});

/**
 * Reads an intent by the words of the org and its fleet, and stores nothing.
 * @throws TransientFailure when the fleet can't be asked for its names.
 */
export const makeReadIntent =
  (deps: ReadIntentDeps) =>
  async (said: Said): Promise<SettledIntent | RefusedIntent> => {
    const fleet = await deps.vocabulary.of(said.org_id);
    const reader: Reader = { ...contextOf(deps, said), fleet };
    const input = inputOf(said);
    const reading = readRequest(input, reader);
    if (reading.kind === 'settled') return reading;
    const settled = await readByModel(deps.modelReader, { input, reader, reading });
    return settled ?? refusedBy(reading, candidatesFor(input, reading, reader));
  };

/**
 * Reads an intent while the fleet can't be asked for its names: refuses what no name could make clear.
 * It offers nothing in its place, since that could not be read either.
 */
export const makeReadWords =
  (deps: WordsDeps) =>
  (said: Said): Unread | RefusedIntent => {
    const reading = readWithoutFleet(inputOf(said), contextOf(deps, said));
    return reading.kind === 'unread' ? reading : refusedBy(reading, []);
  };
