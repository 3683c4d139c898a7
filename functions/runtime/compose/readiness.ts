import { checkPolicies } from '../../application/service/check-policies.ts';
import { GateId, OrgId } from '../../domain/shared/ids.ts';
import { outboxStore } from './approval.ts';
import { fleetInventory } from './fleet.ts';
import { policyEngine } from './policy.ts';
import { directory } from './stores.ts';
import type { Dependency } from '../../application/service/readiness-ports.ts';

/** An id that no gate has: asking for it asks the store, and tells nothing. */
const nobody = GateId.parse(`gate-${'0'.repeat(26)}`);
const noOrg = OrgId.parse('readiness');

const undelivered = async (): Promise<string | null> => {
  const letters = await outboxStore().deadLetters(25);
  const gates = letters.filter(
    ({ message }) => message.kind === 'notify' && message.event === 'task_pending_approval',
  );
  return gates.length === 0 ? null : `${gates.length} approval notices could not be delivered`;
};

/** What the product can't work without. Undelivered approval notices show, and do not stop it. */
export const readinessDependencies = (): readonly Dependency[] => [
  { name: 'store', check: async () => (await directory().orgOf(nobody), null) },
  { name: 'policies', check: () => checkPolicies(policyEngine()) },
  { name: 'fleet', check: async () => (await fleetInventory().goldenImages(noOrg), null) },
  { name: 'notifications', check: undelivered },
];
