import type { Environment } from '../../../domain/shared/environment.ts';
import { Rejection } from '../../../domain/shared/errors.ts';
import { candidatesFor, whatCanBeAsked } from '../../../domain/intent/intent-candidates.ts';
import { parseIntent } from '../../../domain/intent/parse-intent.ts';
import type { TaskSpec } from '../../../domain/task/task-spec.ts';
import { taskCatalogue } from '../../../specialists/catalogue.ts';

/**
 * The task spec of an intent, read by rules alone before a task exists.
 * @throws Rejection `intent-unclear` with `candidates` that can be sent, or `environment-contradiction` with `given` and `named`.
 */
export const specFromIntent = (intent: string, environment: Environment | undefined): TaskSpec => {
  const reading = parseIntent({ intent, environment }, taskCatalogue);
  if (reading.kind === 'settled') return reading.spec;
  if (reading.kind === 'unclear') {
    const candidates = candidatesFor({ intent, environment }, reading.candidates, taskCatalogue);
    throw new Rejection('intent-unclear', `${reading.reason} ${whatCanBeAsked(taskCatalogue)}`, {
      members: { candidates },
    });
  }
  throw new Rejection('environment-contradiction', reading.reason, {
    members: { given: reading.given, named: reading.named },
  });
};
