import { hashSecret } from '../../../domain/approval/codes.ts';
import type { Approver, Gate } from '../../../domain/approval/gate.ts';
import { GateId } from '../../../domain/shared/ids.ts';
import type { Clock, Directory } from '../../shared/ports.ts';
import type { CodeStore, GateStore } from '../approval-ports.ts';

export interface PageDependencies {
  readonly directory: Pick<Directory, 'orgOf'>;
  readonly gates: Pick<GateStore, 'get'>;
  readonly codes: Pick<CodeStore, 'session' | 'use'>;
  readonly clock: Clock;
}

/** The gate of an address; null for unknown and malformed ids alike. */
export const findGate = async (
  deps: Pick<PageDependencies, 'directory' | 'gates'>,
  id: string | undefined,
): Promise<Gate | null> => {
  const gateId = GateId.safeParse(id);
  if (!gateId.success) return null;
  const org = await deps.directory.orgOf(gateId.data);
  return org && deps.gates.get({ org_id: org, gate_id: gateId.data });
};

/** Whose session the secret opened on this gate; null when none, or when its time is over. */
export const approverOf = async (
  deps: { readonly codes: Pick<CodeStore, 'session'>; readonly clock: Clock },
  gate: Gate,
  secret: string | undefined,
): Promise<Approver | null> => {
  if (!secret) return null;
  const session = await deps.codes.session(gate, hashSecret(secret));
  if (!session || Date.parse(session.expires_at) <= deps.clock.now()) return null;
  return gate.approvers.find((approver) => approver.id === session.approver_id) ?? null;
};
