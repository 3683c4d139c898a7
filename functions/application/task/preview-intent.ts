import { TransientFailure } from '../../domain/shared/errors.ts';
import type { Identity } from '../../domain/shared/identity.ts';
import type { IntentView } from '../../domain/task/intent-view.ts';
import { PreviewIntentBody } from '../../domain/task/task-requests.ts';
import { parseInput } from '../shared/parse-input.ts';
import { resolveNamedOrg } from '../shared/resolve-org.ts';
import { makeFindTargets } from './steps/control-targets.ts';
import type { ControlTargetDeps } from './steps/control-targets.ts';
import { makeReadIntent } from './steps/read-intent.ts';
import type { ReadIntentDeps } from './steps/read-intent.ts';
import { assertWithinRate } from './steps/within-rate.ts';
import type { RateDeps } from './steps/within-rate.ts';

export interface PreviewIntentRequest {
  readonly identity: Identity;
  readonly body: unknown;
}

const namesAway = (error: unknown): never => {
  if (!(error instanceof TransientFailure)) throw error;
  throw new TransientFailure(error.message, {
    cause: error,
    shown:
      'The fleet can’t be asked for its names just now, by which requests are read. Nothing was created: try again.',
  });
};

/**
 * Says what an intent would be taken for, by the same reading as a submission; creates and keeps nothing.
 * @throws Rejection `invalid-request`, `org-mismatch`, `forbidden` or `rate-limited`. TransientFailure when the fleet
 * can't be asked for its names.
 */
export const makePreviewIntent = (deps: ReadIntentDeps & RateDeps & ControlTargetDeps) => {
  const readIntent = makeReadIntent(deps);
  const findTargets = makeFindTargets(deps);
  return async ({ identity, ...request }: PreviewIntentRequest): Promise<IntentView> => {
    const body = parseInput(PreviewIntentBody, request.body ?? {});
    const org = resolveNamedOrg(identity, body.org_id);
    await assertWithinRate(deps, identity, 'preview');
    const reading = await readIntent({ ...body, org_id: org }).catch(namesAway);
    if (reading.kind === 'refused') {
      const { understood, candidates, code, detail } = reading;
      const tasks = await findTargets(reading, { ...body, org_id: org });
      return { understood, candidates, error: { error: code, detail }, ...(tasks && { tasks }) };
    }
    const { spec, rehearses } = reading;
    return {
      understood: spec.understood ?? [],
      task_spec: spec,
      dry_run: rehearses,
      candidates: [],
    };
  };
};
