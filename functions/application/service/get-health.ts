import type { HealthView } from '../../domain/shared/service-view.ts';
import type { Deadline, PolicyEngine } from '../planning/planning-ports.ts';

interface Dependencies {
  readonly version: string;
  readonly policy: Pick<PolicyEngine, 'revision'>;
  readonly deadline: Deadline;
}

/** Much sooner than whoever asks for liveness gives up. */
const mostSeconds = 1;

const revisionOf = async ({ policy, deadline }: Dependencies): Promise<string | null> => {
  try {
    const answer = await deadline(policy.revision(), mostSeconds);
    return answer.late ? null : answer.value;
  } catch {
    return null;
  }
};

/**
 * Alive, in which version and under which policies. Policies that don't answer are no reason to
 * be restarted: the service is alive without them, and readiness says what is wrong.
 */
export const makeGetHealth = (deps: Dependencies) => async (): Promise<HealthView> => ({
  status: 'ok',
  version: deps.version,
  policy_revision: await revisionOf(deps),
});
