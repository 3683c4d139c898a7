import { candidatesFor, whatCanBeAsked } from '../../../domain/intent/intent-candidates.ts';
import { readRequest } from '../../../domain/intent/read-request.ts';
import type { IntentInput, IntentReading, Reader } from '../../../domain/intent/reading.ts';
import type { FleetWords } from '../../../domain/fleet/fleet-words.ts';
import { Rejection } from '../../../domain/shared/errors.ts';
import { toTimestamp } from '../../../domain/shared/ids.ts';
import type { OrgId } from '../../../domain/shared/ids.ts';
import type { TaskSpec } from '../../../domain/task/task-spec.ts';
import { taskCatalogue } from '../../../specialists/catalogue.ts';
import type { Clock } from '../../shared/ports.ts';
import type { FleetVocabularySource } from '../task-ports.ts';

export interface ReadIntentDeps {
  readonly clock: Clock;
  readonly vocabulary: FleetVocabularySource;
  /** What words mean in this deployment. */
  readonly words: () => FleetWords;
}

export interface SettledIntent {
  readonly spec: TaskSpec;
  /** The words ask to try it and to change nothing. */
  readonly rehearses: boolean;
}

/** What people do with a rollout that there is. */
const operatorPaths =
  'A rollout is paused, resumed and cancelled by POST /executions/{id}/pause, /resume and /cancel, a task by POST /tasks/{id}/cancel, and decided by /approve and /reject; GET /tasks shows what there is.';

const refusal = (
  input: IntentInput,
  reading: Exclude<IntentReading, { kind: 'settled' }>,
  reader: Reader,
): Rejection => {
  const { understood } = reading;
  const candidates = candidatesFor(input, reading, reader);
  if (reading.kind === 'contradiction') {
    const { reason, given, named } = reading;
    return new Rejection('environment-contradiction', reason, {
      members: { given, named, candidates, understood },
    });
  }
  const help = reading.control ? operatorPaths : whatCanBeAsked(reader.catalogue);
  return new Rejection('intent-unclear', `${reading.reason} ${help}`, {
    members: { candidates, understood },
  });
};

/**
 * Reads an intent by the words of the org and its fleet, before a task exists.
 * @throws Rejection `intent-unclear` or `environment-contradiction`, both with `candidates` that can be
 * sent and with what was `understood`. TransientFailure when the fleet can't be asked for its names.
 */
export const makeReadIntent =
  ({ clock, vocabulary, words }: ReadIntentDeps) =>
  async ({
    org_id,
    ...input
  }: IntentInput & { readonly org_id: OrgId }): Promise<SettledIntent> => {
    const own = words();
    const reader: Reader = {
      words: own,
      fleet: await vocabulary.of(org_id),
      now: toTimestamp(clock.now()),
      timeZone: own.timeZone ?? 'UTC',
      catalogue: taskCatalogue,
    };
    const reading = readRequest(input, reader);
    if (reading.kind !== 'settled') throw refusal(input, reading, reader);
    return reading;
  };
