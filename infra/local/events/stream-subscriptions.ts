import type { AbstractLevel } from 'abstract-level';
import { kindsOf, outboxPartition, streamReaders } from '../../../functions/contract/triggers.ts';
import { repeat } from './repeat.ts';

/** The part of a DynamoDB stream record that filters look at. */
export interface StreamRecord {
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly dynamodb: {
    readonly SequenceNumber: string;
    readonly Keys: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    readonly NewImage?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
}

export interface Stream {
  readonly read: (afterSequence: string, limit: number) => Promise<readonly StreamRecord[]>;
  readonly trim: (upTo: string) => Promise<void>;
  /** Wakes; told the record, it wakes only those who want it. */
  readonly onChange: (listener: (record?: StreamRecord) => void) => void;
}

/** Which new outbox items a function is called with, as its event source mapping filters them. */
export interface Subscription {
  readonly handler: string;
  readonly kinds: readonly string[];
}

export const subscriptions: readonly Subscription[] = streamReaders.map((handler) => ({
  handler,
  kinds: kindsOf(handler),
}));

export type CheckpointLevel = AbstractLevel<string | Buffer | Uint8Array>;

export interface StreamSettings {
  readonly stream: Stream;
  readonly checkpoints: CheckpointLevel;
  readonly invoke: (handler: string, event: unknown) => Promise<unknown>;
  readonly onError: (error: unknown) => void;
}

/** Most records of a stream are nobody's: small batches would only cost more reads. */
const batchSize = 100;
const maxAttempts = 4;
const retryMilliseconds = 1_000;
const lookMilliseconds = 250;

const isWanted = (record: StreamRecord, { kinds }: Subscription): boolean =>
  record.eventName === 'INSERT' &&
  record.dynamodb.Keys['pk']?.['S'] === outboxPartition &&
  kinds.includes(String(record.dynamodb.NewImage?.['kind']?.['S']));

/** The first record that a partial batch response gives back, if any. */
const firstFailure = (result: unknown, records: readonly StreamRecord[]): number => {
  const failures = (result as { batchItemFailures?: { itemIdentifier?: string }[] } | null)
    ?.batchItemFailures;
  if (!failures || failures.length === 0) return -1;
  const failed = failures.map((failure) => failure.itemIdentifier);
  return records.findIndex((record) => failed.includes(record.dynamodb.SequenceNumber));
};

const subscribe = (subscription: Subscription, settings: StreamSettings) => {
  let attempts = 0;
  /** A change elsewhere in the stream wakes this as well: it must not cut a wait short. */
  let retryAt = 0;
  const checkpointKey = subscription.handler;
  let known: string | undefined;
  const position = async () => (known ??= (await settings.checkpoints.get(checkpointKey)) ?? '0');
  const advance = async (to: string) => {
    await settings.checkpoints.put(checkpointKey, to);
    known = to;
  };

  /** Delivers what is wanted of a batch; the sequence number up to which it is settled. */
  const deliver = async (batch: readonly StreamRecord[], last: string, from: string) => {
    const wanted = batch.filter((record) => isWanted(record, subscription));
    if (wanted.length === 0) return last;
    attempts += 1;
    retryAt = Date.now() + retryMilliseconds;
    let result: unknown;
    try {
      result = await settings.invoke(subscription.handler, { Records: wanted });
    } catch (error) {
      settings.onError(error);
      // Given up on here, the messages are still owed: the sweep finds them in the store.
      return attempts < maxAttempts ? from : last;
    }
    const failed = firstFailure(result, wanted);
    if (failed < 0 || attempts >= maxAttempts) return last;
    return wanted[failed - 1]?.dynamodb.SequenceNumber ?? from;
  };

  const work = async (): Promise<void> => {
    while (Date.now() >= retryAt) {
      const from = await position();
      const batch = await settings.stream.read(from, batchSize);
      const last = batch.at(-1)?.dynamodb.SequenceNumber;
      if (last === undefined) return;
      const settled = await deliver(batch, last, from);
      if (settled === last) {
        attempts = 0;
        retryAt = 0;
      }
      if (settled !== from) await advance(settled);
      if (settled !== last) return;
    }
  };
  const loop = repeat({ everyMilliseconds: lookMilliseconds, work, onError: settings.onError });
  return { subscription, position, nudge: loop.nudge, stop: loop.stop };
};

/**
 * Calls the subscribed functions with new outbox items, each at least once and in order; where it
 * stopped is kept, so that a restart goes on from there.
 */
export const followStream = (
  settings: StreamSettings,
): { readonly stop: () => Promise<void>; readonly trim: () => Promise<void> } => {
  const running = subscriptions.map((subscription) => subscribe(subscription, settings));
  settings.stream.onChange((record) => {
    for (const { subscription, nudge } of running) {
      if (record === undefined || isWanted(record, subscription)) nudge();
    }
  });
  running.forEach(({ nudge }) => nudge());
  return {
    trim: async () => {
      const positions = await Promise.all(running.map(({ position }) => position()));
      const settled = positions.reduce((a, b) => (Number(a) < Number(b) ? a : b));
      if (settled !== '0') await settings.stream.trim(settled);
    },
    stop: async () => {
      await Promise.all(running.map(({ stop }) => stop()));
    },
  };
};
