import type { OutboxMessage } from '../../domain/notification/notification.ts';
import { backOffSeconds } from '../../domain/notification/back-off.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import type { DeliveryLog, OutboxRecord } from '../approval/approval-ports.ts';
import type { Clock } from '../shared/ports.ts';
import { reportOf } from './steps/delivery-result.ts';
import type { ChannelReport, DeliveryResult } from './steps/delivery-result.ts';

/** A failed delivery with ids, and when it is tried again; null when it is given up. */
export interface FailedDelivery extends ChannelReport {
  readonly message_id: string;
  readonly kind: OutboxMessage['kind'];
  readonly event: string | null;
  readonly org_id: string;
  /** Null where the message is about no single task. */
  readonly task_id: string | null;
  readonly attempt: number;
  readonly most_attempts: number;
  readonly next_attempt_at: string | null;
}

export interface DeliveryReport {
  readonly done: number;
  readonly owed: number;
  readonly dead: number;
}

interface Dependencies {
  readonly log: DeliveryLog;
  readonly clock: Clock;
  /** What this deliverer takes care of; it leaves other kinds alone. */
  readonly kinds: readonly OutboxMessage['kind'][];
  readonly deliver: (record: OutboxRecord) => Promise<DeliveryResult>;
  /** After so many failed attempts a message is dead. */
  readonly maxAttempts: number;
  /** Told of each delivery that failed. */
  readonly onFailure?: (failed: FailedDelivery) => void;
}

/** Messages named by a stream, or whatever is owed by now. */
export type DeliveryOrder =
  { readonly message_ids: readonly string[] } | { readonly owed_at_most: number };

const named = async (
  { log, kinds }: Dependencies,
  messageIds: readonly string[],
): Promise<readonly OutboxRecord[]> => {
  const records = await Promise.all([...new Set(messageIds)].map((id) => log.get(id, kinds)));
  return records.filter((record) => record !== null);
};

/** Where a message goes that is no notice. */
const channels = {
  start_lifecycle: 'workflow',
  resume_gate: 'workflow',
  resume_hold: 'workflow',
  anchor_audit: 'workflow',
  send_code: 'email',
  notify: 'notice',
} satisfies Readonly<Record<OutboxMessage['kind'], string>>;

const attempt = async (deps: Dependencies, record: OutboxRecord): Promise<DeliveryResult> => {
  try {
    return await deps.deliver(record);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    const failures = [reportOf(channels[record.message.kind], error)];
    return { outcome: 'owed', delivered: record.delivered, reason, failures };
  }
};

type Owed = Extract<DeliveryResult, { outcome: 'owed' }>;

const tell = (failed: {
  readonly deps: Dependencies;
  readonly record: OutboxRecord;
  readonly result: Owed;
  readonly attempt: number;
  readonly next_attempt_at: string | null;
}): void => {
  const { deps, record, result, attempt, next_attempt_at } = failed;
  const { message } = record;
  for (const failure of result.failures ?? []) {
    deps.onFailure?.({
      ...failure,
      message_id: message.message_id,
      kind: message.kind,
      event: message.kind === 'notify' ? message.event : null,
      org_id: message.org_id,
      task_id: 'task_id' in message ? message.task_id : null,
      attempt,
      most_attempts: deps.maxAttempts,
      next_attempt_at,
    });
  }
};

const settle = async (
  deps: Dependencies,
  record: OutboxRecord,
): Promise<'done' | 'owed' | 'dead'> => {
  const result = await attempt(deps, record);
  if (result.outcome === 'done') {
    await deps.log.done(record.message);
    return 'done';
  }
  const now = deps.clock.now();
  const attempts = record.attempts + 1;
  const next = { ...record, attempts, delivered: result.delivered };
  const told = { deps, record, result, attempt: attempts };
  if (attempts >= deps.maxAttempts) {
    tell({ ...told, next_attempt_at: null });
    await deps.log.bury({ ...next, reason: result.reason, died_at: toTimestamp(now) });
    return 'dead';
  }
  const next_attempt_at = toTimestamp(now + backOffSeconds(attempts) * 1_000);
  tell({ ...told, next_attempt_at });
  await deps.log.postpone({ ...next, next_attempt_at });
  return 'owed';
};

/**
 * Delivers owed messages at least once. A message that fails is written down and comes again by the
 * sweep, ever more rarely; it never holds up the others.
 * @throws TransientFailure when the store can't say what is owed.
 */
export const makeDeliverOutbox = (deps: Dependencies) => {
  const { log, clock, kinds } = deps;
  return async (order: DeliveryOrder): Promise<DeliveryReport> => {
    const records =
      'message_ids' in order
        ? await named(deps, order.message_ids)
        : await log.owed({ kinds, now: toTimestamp(clock.now()), limit: order.owed_at_most });
    const outcomes = await Promise.all(records.map((record) => settle(deps, record)));
    const count = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length;
    return { done: count('done'), owed: count('owed'), dead: count('dead') };
  };
};
