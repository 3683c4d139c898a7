import type { JournalLevel } from '../../../infra/emulators/step-functions/journal/journal.ts';

/** What the interpreter's journal and the fleet's store ask of a level database. */
export interface MemoryLevel extends JournalLevel {
  readonly getMany: (keys: readonly string[]) => Promise<(string | undefined)[]>;
}

/** A level database that is gone with the process. */
export const createMemoryLevel = (): MemoryLevel => {
  const entries = new Map<string, string>();
  return {
    batch: (writes) => {
      for (const write of writes) {
        if (write.type === 'put') entries.set(write.key, write.value);
        else entries.delete(write.key);
      }
      return Promise.resolve();
    },
    get: (key) => Promise.resolve(entries.get(key)),
    getMany: (keys) => Promise.resolve(keys.map((key) => entries.get(key))),
    iterator: async function* ({ gt, gte, lt, reverse = false, limit = Infinity }) {
      const found = [...entries].filter(
        ([key]) =>
          (gt === undefined || key > gt) &&
          (gte === undefined || key >= gte) &&
          (lt === undefined || key < lt),
      );
      found.sort(([a], [b]) => (a < b ? -1 : 1));
      if (reverse) found.reverse();
      for (const entry of found.slice(0, limit)) yield await Promise.resolve(entry);
    },
  };
};
