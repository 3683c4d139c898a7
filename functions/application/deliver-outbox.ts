import type { OutboxMessage } from '../domain/notification/notification.ts';
import { backOffSeconds } from '../domain/notification/back-off.ts';
import { toTimestamp } from '../domain/shared/ids.ts';
import type { DeliveryLog, OutboxRecord } from './approval-ports.ts';
import type { Clock } from './ports.ts';

/** `owed`: something of it is still to do; `delivered` names the parts that are done. */
export type DeliveryResult =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'owed'; readonly delivered: readonly string[]; readonly reason: string };

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
}

/** Messages named by a stream, or whatever is owed by now. */
export type DeliveryOrder =
  { readonly message_ids: readonly string[] } | { readonly owed_at_most: number };

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

const named = async (
  { log, kinds }: Dependencies,
  messageIds: readonly string[],
): Promise<readonly OutboxRecord[]> => {
  const records = await Promise.all([...new Set(messageIds)].map((id) => log.get(id, kinds)));
  return records.filter((record) => record !== null);
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
  if (attempts >= deps.maxAttempts) {
    await deps.log.bury({ ...next, reason: result.reason, died_at: toTimestamp(now) });
    return 'dead';
  }
  const next_attempt_at = toTimestamp(now + backOffSeconds(attempts) * 1_000);
  await deps.log.postpone({ ...next, next_attempt_at });
  return 'owed';
};

const attempt = async (deps: Dependencies, record: OutboxRecord): Promise<DeliveryResult> => {
  try {
    return await deps.deliver(record);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    return { outcome: 'owed', delivered: record.delivered, reason };
  }
};
