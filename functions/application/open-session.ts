import {
  codeLimits,
  countTry,
  hashCode,
  hashSecret,
  takesCodes,
} from '../domain/approval/codes.ts';
import type { Gate } from '../domain/approval/gate.ts';
import { toTimestamp } from '../domain/shared/ids.ts';
import type { CodeStore, GateStore, IssuedCode, SecretSource } from './approval-ports.ts';
import type { Clock, Directory, UnitOfWork } from './ports.ts';
import { findGate } from './show-gate.ts';
import { retryOnConflict } from './with-retry.ts';

interface Dependencies {
  readonly directory: Pick<Directory, 'orgOf'>;
  readonly gates: Pick<GateStore, 'get'>;
  readonly codes: CodeStore;
  readonly secrets: SecretSource;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

export interface OpenedSession {
  /** For the cookie alone; the store keeps its hash. */
  readonly secret: string;
  readonly seconds: number;
}

/**
 * Opens a session for the right code, and counts a wrong one. Every try is one conditional write on
 * the gate before its answer is known, so however many come at once, ten wrong ones are the end.
 */
export const makeOpenSession =
  (deps: Dependencies) =>
  async (input: {
    readonly gate_id: string | undefined;
    readonly code: string;
  }): Promise<OpenedSession | null> => {
    const code = input.code.replace(/\s/g, '');
    const tried = await retryOnConflict(() => tryCode(deps, input.gate_id, code));
    if (!tried) return null;
    const { gate, issued } = tried;
    const secret = deps.secrets.secret();
    const isOpen = await deps.codes.redeem(gate, issued, {
      secret_hash: hashSecret(secret),
      approver_id: issued.approver_id,
      expires_at: toTimestamp(deps.clock.now() + codeLimits.session_seconds * 1_000),
    });
    return isOpen ? { secret, seconds: codeLimits.session_seconds } : null;
  };

const tryCode = async (
  deps: Dependencies,
  gateId: string | undefined,
  code: string,
): Promise<{ gate: Gate; issued: IssuedCode } | null> => {
  const gate = await findGate(deps, gateId);
  const now = deps.clock.now();
  if (!gate || !takesCodes(gate, toTimestamp(now))) return null;
  const issued = (await deps.codes.list(gate)).find(
    (one) =>
      Date.parse(one.expires_at) > now &&
      one.code_hash === hashCode(gate.gate_id, one.approver_id, code),
  );
  await deps.unitOfWork.commit({
    documents: [
      {
        kind: 'gate',
        document: countTry(gate, issued !== undefined),
        expected: gate.version,
        before: gate,
      },
    ],
    audit: [],
    messages: [],
    counters: [],
  });
  return issued ? { gate, issued } : null;
};
