import { agents } from '../../specialists/catalogue.ts';
import { GetAutonomyQuery } from '../../domain/policy/autonomy-view.ts';
import type { AutonomyView, GrantView } from '../../domain/policy/autonomy-view.ts';
import { judgeGrant } from '../../domain/policy/earned-grant.ts';
import type { EarnedGrant } from '../../domain/policy/earned-grant.ts';
import { historyDays } from '../../domain/quality/past-changes.ts';
import { Environment } from '../../domain/shared/environment.ts';
import { Rejection } from '../../domain/shared/errors.ts';
import type { Identity } from '../../domain/shared/identity.ts';
import type { OrgId } from '../../domain/shared/ids.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import type { TaskType } from '../../domain/task/task-type.ts';
import { parseInput } from '../shared/parse-input.ts';
import type { Clock } from '../shared/ports.ts';
import type { Ledger, PolicyEngine } from './planning-ports.ts';
import type { OrgSettings, SettingsStore } from '../settings/settings-ports.ts';
import { resolveNamedOrg } from '../shared/resolve-org.ts';

export interface GetAutonomyDeps {
  readonly clock: Clock;
  readonly ledger: Pick<Ledger, 'since'>;
  readonly settings: SettingsStore;
  readonly policy: Pick<PolicyEngine, 'revision'>;
}

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

const viewOf = (grant: EarnedGrant, settings: OrgSettings): GrantView => {
  const { environment, task_type, action } = grant.scope;
  const isNeeded = environment === 'production';
  return {
    environment,
    task_type,
    action,
    mode: settings.autonomy[environment],
    grant_needed: isNeeded,
    granted: grant.earned,
    max_assets: grant.max_assets,
    approvers: grant.approvers,
    rests_on: [...grant.rests_on],
    missing: [...grant.missing],
    taken_away: grant.taken_away,
  };
};

const orgOf = (identity: Identity, named: OrgId | undefined): OrgId => {
  const org = named === undefined ? identity.org : resolveNamedOrg(identity, named);
  if (org !== null) return org;
  throw new Rejection('invalid-request', 'Which org is meant is not known.', {
    errors: [{ pointer: '/query/org_id', detail: 'is needed by a caller of no org' }],
  });
};

/**
 * What takes the place of people in an org: by environment, kind of task and action whether a grant
 * is earned, what it rests on, what is missing and what took it away.
 * @throws Rejection `org-mismatch`, or `invalid-request` where no org is known.
 */
export const makeGetAutonomy =
  (deps: GetAutonomyDeps) =>
  async (identity: Identity, rawQuery: unknown): Promise<AutonomyView> => {
    const org_id = orgOf(identity, parseInput(GetAutonomyQuery, rawQuery, '/query').org_id);
    const now = deps.clock.now();
    const from = toTimestamp(now - historyDays * 86_400_000);
    const [settings, policyRevision, records] = await Promise.all([
      deps.settings.get(org_id),
      deps.policy.revision(),
      // A past that came with a fleet earns no grant, so the fleet is not asked for it.
      Promise.all(changes.map(({ task_type }) => deps.ledger.since(org_id, task_type, from))),
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
          now,
        }),
      ),
    );
    return { org_id, autonomy: grants.map((grant) => viewOf(grant, settings)) };
  };
