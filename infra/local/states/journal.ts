/** One write of a batch. */
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
  append(writes: readonly Write[]): void;
  /** Resolves when everything appended so far is in the store. */
  flush(): Promise<void>;
  get(key: string): Promise<string | undefined>;
  read(range: Range): AsyncIterable<[string, string]>;
}

export function createJournal(level: JournalLevel): Journal {
  let pending: Write[] = [];
  let writing: Promise<void> | undefined;
  let failure: { readonly error: unknown } | undefined;

  const drain = async (): Promise<void> => {
    // One turn of the microtask queue lets the states that run together share a batch.
    await Promise.resolve();
    try {
      while (pending.length > 0) {
        const batch = pending;
        pending = [];
        await level.batch(batch);
      }
    } catch (error) {
      failure = { error };
      pending = [];
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
    append(writes) {
      throwIfFailed();
      pending.push(...writes);
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

/** The range of all keys that begin with `prefix`, which ends in a separator below '0'. */
export function prefixRange(prefix: string): { gte: string; lt: string } {
  return { gte: prefix, lt: `${prefix.slice(0, -1)}0` };
}
