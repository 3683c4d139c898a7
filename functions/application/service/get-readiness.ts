import type { ReadinessView } from '../../domain/shared/service-view.ts';
import type { Deadline } from '../planning/planning-ports.ts';
import { NotReady } from './readiness-ports.ts';
import type { Dependency } from './readiness-ports.ts';

/** Sooner than whoever asks for readiness gives up. */
const mostSeconds = 5;

const probe = async (deadline: Deadline, { name, check }: Dependency) => {
  try {
    const answer = await deadline(check(), mostSeconds);
    if (!answer.late) return { name, ok: true, detail: answer.value };
    return { name, ok: false, detail: `did not answer within ${mostSeconds} s` };
  } catch (error) {
    const detail = error instanceof NotReady ? error.message : 'does not answer';
    return { name, ok: false, detail };
  }
};

/**
 * Asks each dependency; ready when all answer in time. A failed one is named, with its reason
 * where the check states one, and one that hangs holds up nobody's answer.
 */
export const makeGetReadiness =
  (options: { readonly dependencies: readonly Dependency[]; readonly deadline: Deadline }) =>
  async (): Promise<ReadinessView> => {
    const results = await Promise.all(
      options.dependencies.map((dependency) => probe(options.deadline, dependency)),
    );
    return { ready: results.every((result) => result.ok), dependencies: results };
  };
