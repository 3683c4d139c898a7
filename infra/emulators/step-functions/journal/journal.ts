import type { Json } from '../language/json.ts';

/** A change of one key. The value is JSON, or an object that holds JSON only; its text is made when it is written. */
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
  readonly batch: (writes: Write[]) => Promise<void>;
  readonly get: (key: string) => Promise<string | undefined>;
  readonly iterator: (range: Range) => AsyncIterable<[string, string]>;
}

/**
 * An ordered journal over an embedded store.
 *
 * What is appended together is stored together or not at all, and never before what was
 * appended earlier. Appends wait for each other until someone asks for a flush or the process
 * has nothing else to do, so that a chain of states is one write.
 */
export interface Journal {
  readonly append: (changes: readonly Change[]) => void;
  /** Resolves when everything appended so far is in the store. */
  readonly flush: () => Promise<void>;
  /** Whether the value of this key has been appended and its text has not been made yet. */
  readonly isPending: (key: string) => boolean;
  /** What to wait for before appending more; undefined while there is room. */
  readonly room: () => Promise<void> | undefined;
  readonly get: (key: string) => Promise<string | undefined>;
  readonly read: (range: Range) => AsyncIterable<[string, string]>;
}

/** Bounds what a chain of states that never pauses holds in memory, and lets others have their turn. */
const mostPendingChanges = 256;

const asWrite = (change: Change): Write => {
  if (change.type === 'del') return change;
  return { type: 'put', key: change.key, value: JSON.stringify(change.value) };
};

export const createJournal = (level: JournalLevel): Journal => {
  // By key: of what changes often, such as where an execution is, only the last state is written.
  let pending = new Map<string, Change>();
  let appended = 0;
  /** The number of the batch that `pending` will be, and of the last one that is stored. */
  let next = 1;
  let stored = 0;
  let writing: Promise<void> | undefined;
  let scheduled: NodeJS.Immediate | undefined;
  let failure: { readonly error: unknown } | undefined;

  const write = async (): Promise<void> => {
    // One turn of the microtask queue lets the states that run together share a batch.
    await Promise.resolve();
    const batch = pending;
    pending = new Map();
    appended = 0;
    const number = next;
    next += 1;
    try {
      await level.batch([...batch.values()].map(asWrite));
      stored = number;
    } catch (error) {
      failure = { error };
      pending.clear();
    }
    writing = undefined;
    // eslint-disable-next-line @typescript-eslint/no-use-before-define -- they call each other
    if (pending.size > 0) void start();
  };
  const start = (): Promise<void> => {
    clearImmediate(scheduled);
    scheduled = undefined;
    return (writing ??= write());
  };
  const throwIfFailed = (): void => {
    // A lost write must not be followed by later ones: what is in memory is no longer the truth.
    if (failure !== undefined)
      throw new Error('the journal could not be written', { cause: failure.error });
  };
  const flush = async (): Promise<void> => {
    const wanted = pending.size > 0 ? next : next - 1;
    while (stored < wanted && failure === undefined) await start();
    throwIfFailed();
  };

  return {
    append: (changes) => {
      throwIfFailed();
      for (const change of changes) pending.set(change.key, change);
      appended += changes.length;
      if (writing === undefined) scheduled ??= setImmediate(() => void start());
    },
    flush,
    isPending: (key) => pending.has(key),
    room: () => (appended < mostPendingChanges ? undefined : flush()),
    get: (key) => level.get(key),
    read: (range) => level.iterator(range),
  };
};

/** The range of all keys that begin with `prefix`, which ends in a separator below '0'. */
export const prefixRange = (prefix: string): { gte: string; lt: string } => ({
  gte: prefix,
  lt: `${prefix.slice(0, -1)}0`,
});
