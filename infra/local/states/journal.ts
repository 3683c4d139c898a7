import type { Json } from './json.ts';

/** A change of one key. The value is JSON, or an object that holds JSON only; it must not change any more. */
export type Change =
  | { readonly type: 'put'; readonly key: string; readonly value: object | Json }
  | { readonly type: 'del'; readonly key: string };

/** One write of a batch: the value as JSON text. */
export type Write =
  | { readonly type: 'put'; readonly key: string; readonly value: string }
  | { readonly type: 'del'; readonly key: string };

interface Range {
  readonly gt?: string;
  readonly gte?: string;
  readonly lt?: string;
  readonly reverse?: boolean;
  readonly limit?: number;
}

/** The part of an abstract-level database that the journal uses; a batch must be atomic. */
export interface JournalLevel {
  batch(writes: Write[]): Promise<void>;
  get(key: string): Promise<string | undefined>;
  iterator(range: Range): AsyncIterable<[string, string]>;
}

/**
 * An ordered journal over an embedded store.
 *
 * What is appended together is stored together or not at all, and never before what was
 * appended earlier. Appends that arrive while a batch is being written share the next one,
 * so that a chain of states does not wait for the disk.
 */
export interface Journal {
  append(changes: readonly Change[]): void;
  /** Resolves when everything appended so far is in the store. */
  flush(): Promise<void>;
  get(key: string): Promise<string | undefined>;
  read(range: Range): AsyncIterable<[string, string]>;
}

export function createJournal(level: JournalLevel): Journal {
  // By key: of what changes often, such as where an execution is, only the last state is written.
  let pending = new Map<string, Change>();
  let writing: Promise<void> | undefined;
  let failure: { readonly error: unknown } | undefined;

  const drain = async (): Promise<void> => {
    // One turn of the microtask queue lets the states that run together share a batch.
    await Promise.resolve();
    try {
      while (pending.size > 0) {
        const batch = pending;
        pending = new Map();
        await level.batch([...batch.values()].map(asWrite));
      }
    } catch (error) {
      failure = { error };
      pending.clear();
    } finally {
      // In the same turn as the last look at `pending`: an append after this starts a new drain.
      writing = undefined;
    }
  };
  const start = (): Promise<void> => (writing ??= drain());
  const throwIfFailed = (): void => {
    // A lost write must not be followed by later ones: what is in memory is no longer the truth.
    if (failure !== undefined)
      throw new Error('the journal could not be written', { cause: failure.error });
  };

  return {
    append(changes) {
      throwIfFailed();
      for (const change of changes) pending.set(change.key, change);
      void start();
    },
    async flush() {
      while (writing !== undefined) await writing;
      throwIfFailed();
    },
    get: (key) => level.get(key),
    read: (range) => level.iterator(range),
  };
}

function asWrite(change: Change): Write {
  if (change.type === 'del') return change;
  return { type: 'put', key: change.key, value: JSON.stringify(change.value) };
}

/** The range of all keys that begin with `prefix`, which ends in a separator below '0'. */
export function prefixRange(prefix: string): { gte: string; lt: string } {
  return { gte: prefix, lt: `${prefix.slice(0, -1)}0` };
}
