import { codeLimits, grantCode, hashAddress, hashCode } from '../../domain/approval/codes.ts';
import type { Approver, Gate } from '../../domain/approval/gate.ts';
import type { MessageOf } from '../../domain/notification/notification.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import type { CodeStore, GateStore, SecretSource } from '../approval/approval-ports.ts';
import type { Clock } from '../shared/ports.ts';
import type { NotificationChannel } from './notification-ports.ts';
import { renderCodeNotice } from './steps/code-notice.ts';
import { retryOnConflict } from '../shared/with-retry.ts';

interface Dependencies {
  readonly gates: Pick<GateStore, 'get'>;
  readonly codes: Pick<CodeStore, 'issue' | 'use' | 'keepGrant'>;
  readonly secrets: SecretSource;
  readonly clock: Clock;
  /** Codes go by mail only; null where no mail is configured. */
  readonly email: NotificationChannel | null;
}

const askerOf = (gate: Gate, message: MessageOf<'send_code'>): Approver | null =>
  gate.approvers.find(
    ({ id, email }) =>
      id === message.approver_id || hashAddress(gate.gate_id, email) === message.address_hash,
  ) ?? null;

/** Each lost race is a code that another request got, so there are at most as many as codes an hour. */
const isGranted = (
  { codes, clock }: Pick<Dependencies, 'codes' | 'clock'>,
  gate: Gate,
  { message_id }: MessageOf<'send_code'>,
): Promise<boolean> =>
  retryOnConflict(async () => {
    const before = await codes.use(gate);
    const request = { spent: before, message_id };
    const after = grantCode(gate, request, toTimestamp(clock.now()));
    if (after && after.grants > before.grants) await codes.keepGrant(gate, { before, after });
    return after !== null;
  });

/**
 * Makes a code for a registered address when the limits allow one, keeps its hash and mails it. A
 * repeated delivery makes a new code, which replaces the one before and counts as the same. A
 * request older than a code's life is dropped.
 * @throws what the channel throws: the message stays owed.
 */
export const makeSendCode =
  (deps: Dependencies) =>
  async (message: MessageOf<'send_code'>): Promise<void> => {
    const { gates, codes, secrets, clock, email } = deps;
    const isStale = clock.now() - Date.parse(message.at) >= codeLimits.valid_seconds * 1_000;
    const gate = await gates.get(message);
    const approver = gate && askerOf(gate, message);
    if (!gate || !approver || !email || isStale) return;
    if (!(await isGranted(deps, gate, message))) return;
    const code = secrets.code();
    await codes.issue(gate, {
      approver_id: approver.id,
      code_hash: hashCode(gate.gate_id, approver.id, code),
      expires_at: toTimestamp(clock.now() + codeLimits.valid_seconds * 1_000),
    });
    await email.send(renderCodeNotice({ message, approver, code }));
  };
