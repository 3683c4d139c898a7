import { isTiedToOnePerson, notOnePerson } from '../../../domain/approval/one-person.ts';
import { isLocal } from '../../../domain/shared/identity.ts';
import type { Identity } from '../../../domain/shared/identity.ts';
import type { OrgId } from '../../../domain/shared/ids.ts';
import { actorOf } from '../../../domain/task/actor-of.ts';
import type { TaskSpec } from '../../../domain/task/task-spec.ts';
import type { SettingsStore } from '../../settings/settings-ports.ts';

/**
 * Refuses a change to production of an identity that is tied to no one person: the change takes
 * the approval of somebody else, and nobody could tell who else is. What turns out to take it only
 * once it is planned is blocked then.
 * @throws Rejection `forbidden`.
 */
export const refuseUnknownPerson = async (
  { settings }: { readonly settings: SettingsStore },
  wish: { readonly identity: Identity; readonly org: OrgId; readonly spec: TaskSpec },
): Promise<void> => {
  const { identity, org, spec } = wish;
  if (isLocal(identity)) return;
  // Reading is always low: every change of production is above it.
  if (spec.environment !== 'production' || spec.risk_level === 'low') return;
  const { approvers } = await settings.get(org);
  if (!isTiedToOnePerson(actorOf(identity), approvers)) {
    throw notOnePerson('ask for a change that somebody else has to approve');
  }
};
