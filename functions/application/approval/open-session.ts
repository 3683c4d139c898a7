import {
  codeLimits,
  hashCode,
  hashSecret,
  isWaiting,
  triesAllowed,
} from '../../domain/approval/codes.ts';
import type { Gate } from '../../domain/approval/gate.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import type { CodeStore, GateStore, IssuedCode, SecretSource } from './approval-ports.ts';
import type { Clock, Directory } from '../shared/ports.ts';
import { findGate } from './steps/review-session.ts';

interface Dependencies {
  readonly directory: Pick<Directory, 'orgOf'>;
  readonly gates: Pick<GateStore, 'get'>;
  readonly codes: CodeStore;
  readonly secrets: SecretSource;
  readonly clock: Clock;
}

export interface OpenedSession {
  /** For the cookie alone; the store keeps its hash. */
  readonly secret: string;
  readonly seconds: number;
}

const findCode = async (
  { codes, clock }: Pick<Dependencies, 'codes' | 'clock'>,
  gate: Gate,
  code: string,
): Promise<IssuedCode | null> =>
  (await codes.list(gate)).find(
    (one) =>
      Date.parse(one.expires_at) > clock.now() &&
      one.code_hash === hashCode(gate.gate_id, one.approver_id, code),
  ) ?? null;

/**
 * Opens a session for the right code. Every try is counted before its answer is known, also a right
 * one, which is taken back afterwards: however many come at once, ten wrong ones are the end, and
 * none waits for another.
 */
export const makeOpenSession =
  (deps: Dependencies) =>
  async (input: {
    readonly gate_id: string | undefined;
    readonly code: string;
  }): Promise<OpenedSession | null> => {
    const gate = await findGate(deps, input.gate_id);
    if (!gate || !isWaiting(gate, toTimestamp(deps.clock.now()))) return null;
    if (!(await deps.codes.countTry(gate, triesAllowed(gate)))) return null;
    const issued = await findCode(deps, gate, input.code.replace(/\s/g, ''));
    if (!issued) return null;
    const secret = deps.secrets.secret();
    const isOpen = await deps.codes.redeem(gate, issued, {
      secret_hash: hashSecret(secret),
      approver_id: issued.approver_id,
      expires_at: toTimestamp(deps.clock.now() + codeLimits.session_seconds * 1_000),
    });
    // A try too many on the count keeps nobody out who is in.
    await deps.codes.takeBackTry(gate).catch(() => undefined);
    return isOpen ? { secret, seconds: codeLimits.session_seconds } : null;
  };
