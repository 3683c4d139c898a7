import * as z from 'zod';
import { agents } from '../domain/agent/catalogue.ts';
import { judgeGrant } from '../domain/policy/earned-grant.ts';
import type { EarnedGrant } from '../domain/policy/earned-grant.ts';
import { Environment } from '../domain/shared/environment.ts';
import { Rejection } from '../domain/shared/errors.ts';
import type { Identity } from '../domain/shared/identity.ts';
import { OrgId } from '../domain/shared/ids.ts';
import type { TaskType } from '../domain/task/task-type.ts';
import { parseInput } from './parse-input.ts';
import { recordOf } from './plan-judgement.ts';
import type { JudgementDeps } from './plan-judgement.ts';
import type { OrgSettings } from './ports.ts';
import { resolveNamedOrg } from './resolve-org.ts';

/** Query of GET /autonomy; a caller who belongs to no org names one. */
export const GetAutonomyQuery = z.strictObject({ org_id: OrgId.optional() });

type GetAutonomyDeps = Omit<JudgementDeps, 'recentRuns' | 'policy'> & {
  readonly policy: Pick<JudgementDeps['policy'], 'revision'>;
};

interface Change {
  readonly task_type: TaskType;
  readonly action: string;
}

/** Every kind of change that an agent can bring to its end. */
const changes: readonly Change[] = agents
  .filter(({ available }) => available)
  .flatMap(({ task_types, proposes }) =>
    task_types.flatMap((task_type) => proposes.map((action) => ({ task_type, action }))),
  );

const viewOf = (grant: EarnedGrant, settings: OrgSettings) => {
  const { environment, task_type, action } = grant.scope;
  const isNeeded = environment === 'production';
  return {
    environment,
    task_type,
    action,
    mode: settings.autonomy[environment],
    /** Score and mode take the place of people only together with a grant. */
    grant_needed: isNeeded,
    granted: grant.earned,
    max_assets: grant.max_assets,
    approvers: grant.approvers,
    rests_on: [...grant.rests_on],
    missing: [...grant.missing],
    taken_away: grant.taken_away,
  };
};

/**
 * What takes the place of people in an org: by environment, kind of task and action whether a grant
 * is earned, what it rests on, what is missing and what took it away.
 * @throws Rejection `org-mismatch`, or `invalid-request` where no org is known.
 */
export const makeGetAutonomy =
  (deps: GetAutonomyDeps) => async (identity: Identity, rawQuery: unknown) => {
    const org_id = orgOf(identity, parseInput(GetAutonomyQuery, rawQuery, '/query').org_id);
    const [settings, policyRevision, records] = await Promise.all([
      deps.settings.get(org_id),
      deps.policy.revision(),
      Promise.all(changes.map(({ task_type }) => recordOf(deps, { org_id, task_type }))),
    ]);
    const grants = Environment.options.flatMap((environment) =>
      changes.map((change, index) =>
        judgeGrant({
          scope: { org_id, environment, ...change },
          past: records[index] ?? [],
          policyRevision,
          hasIdentityProvider: settings.has_identity_provider,
          // Settings hold no grants, so none can be switched on.
          isSwitchedOn: false,
          requester: null,
          now: deps.clock.now(),
        }),
      ),
    );
    return { org_id, autonomy: grants.map((grant) => viewOf(grant, settings)) };
  };

const orgOf = (identity: Identity, named: OrgId | undefined): OrgId => {
  const org = named === undefined ? identity.org : resolveNamedOrg(identity, named);
  if (org !== null) return org;
  throw new Rejection('invalid-request', 'Which org is meant is not known.', {
    errors: [{ pointer: '/query/org_id', detail: 'is needed by a caller of no org' }],
  });
};
