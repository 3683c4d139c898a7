import { codeLimits, hashCode, takesCodes } from '../domain/approval/codes.ts';
import type { OutboxMessage } from '../domain/notification/notification.ts';
import { toTimestamp } from '../domain/shared/ids.ts';
import type { CodeStore, GateStore, SecretSource } from './approval-ports.ts';
import type { Clock, NotificationChannel } from './ports.ts';
import { renderCodeNotice } from './render-notice-code.ts';

interface Dependencies {
  readonly gates: Pick<GateStore, 'get'>;
  readonly codes: Pick<CodeStore, 'issue'>;
  readonly secrets: SecretSource;
  readonly clock: Clock;
  /** Codes go by mail only; null where no mail is configured. */
  readonly email: NotificationChannel | null;
}

export type SendCodeMessage = Extract<OutboxMessage, { kind: 'send_code' }>;

/**
 * Makes a code, keeps its hash and mails it. A repeated delivery makes a new code, which replaces
 * the one before. A request older than a code's life is dropped.
 * @throws what the channel throws: the message stays owed.
 */
export const makeSendCode =
  ({ gates, codes, secrets, clock, email }: Dependencies) =>
  async (message: SendCodeMessage): Promise<void> => {
    const now = clock.now();
    const gate = await gates.get(message);
    const approver = gate?.approvers.find((one) => one.id === message.approver_id);
    const isStale = now - Date.parse(message.at) >= codeLimits.valid_seconds * 1_000;
    if (!gate || !approver || !email || isStale || !takesCodes(gate, toTimestamp(now))) return;
    const code = secrets.code();
    await codes.issue(gate, {
      approver_id: approver.id,
      code_hash: hashCode(gate.gate_id, approver.id, code),
      expires_at: toTimestamp(now + codeLimits.valid_seconds * 1_000),
    });
    await email.send(renderCodeNotice({ message, approver, code }));
  };
