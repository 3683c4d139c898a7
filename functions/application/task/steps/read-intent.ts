import { acceptModelReading } from '../../../domain/intent/accept-model-reading.ts';
import { candidatesFor, whatCanBeAsked } from '../../../domain/intent/intent-candidates.ts';
import type { IntentCandidate } from '../../../domain/intent/intent-candidates.ts';
import { readRequest } from '../../../domain/intent/read-request.ts';
import type {
  Contradiction,
  IntentInput,
  IntentReading,
  Reader,
} from '../../../domain/intent/reading.ts';
import type { FleetWords } from '../../../domain/fleet/fleet-words.ts';
import { toTimestamp } from '../../../domain/shared/ids.ts';
import type { OrgId } from '../../../domain/shared/ids.ts';
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
  /** The environments that contradict each other. */
  readonly contradiction: Pick<Contradiction, 'given' | 'named'> | null;
}

/** What people do with a rollout that there is. */
const operatorPaths =
  'A rollout is paused, resumed and cancelled by POST /executions/{id}/pause, /resume and /cancel, a task by POST /tasks/{id}/cancel, and decided by /approve and /reject; GET /tasks shows what there is.';

const refusedBy = (
  input: IntentInput,
  reading: Exclude<IntentReading, { kind: 'settled' }>,
  reader: Reader,
): RefusedIntent => {
  const { understood } = reading;
  const read = {
    kind: 'refused' as const,
    understood,
    candidates: candidatesFor(input, reading, reader),
  };
  if (reading.kind === 'contradiction') {
    const { reason: detail, given, named } = reading;
    const code = 'environment-contradiction';
    return { ...read, code, detail, contradiction: { given, named } };
  }
  const help = reading.control ? operatorPaths : whatCanBeAsked(reader.catalogue);
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
  const { intent, environment, task_type } = input;
  const proposed = await propose({ input: { intent, environment, task_type }, understood, open });
  return acceptModelReading({ input, reader, own: reading }, proposed);
};

/**
 * Reads an intent by the words of the org and its fleet, and stores nothing.
 * @throws TransientFailure when the fleet can't be asked for its names.
 */
export const makeReadIntent =
  ({ clock, vocabulary, words, modelReader }: ReadIntentDeps) =>
  async ({
    org_id,
    ...input
  }: IntentInput & { readonly org_id: OrgId }): Promise<SettledIntent | RefusedIntent> => {
    const own = words();
    const reader: Reader = {
      words: own,
      fleet: await vocabulary.of(org_id),
      now: toTimestamp(clock.now()),
      timeZone: own.timeZone ?? 'UTC',
      catalogue: taskCatalogue,
    };
    const reading = readRequest(input, reader);
    if (reading.kind === 'settled') return reading;
    const settled = await readByModel(modelReader, { input, reader, reading });
    return settled ?? refusedBy(input, reading, reader);
  };
