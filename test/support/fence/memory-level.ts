import type { FleetLevel } from '../../../infra/local/fleet/fleet-store.ts';

/** What the fleet's store needs of a level database, in memory. */
export const memoryLevel = (): FleetLevel => {
  const entries = new Map<string, string>();
  return {
    get: (key) => Promise.resolve(entries.get(key)),
    getMany: (keys) => Promise.resolve(keys.map((key) => entries.get(key))),
    batch: (operations) => {
      for (const operation of operations) {
        if (operation.type === 'put') entries.set(operation.key, operation.value);
        else entries.delete(operation.key);
      }
      return Promise.resolve();
    },
    iterator: async function* ({ gt, lt }) {
      const keys = [...entries.keys()].filter((key) => key > gt && key < lt).sort();
      for (const key of keys)
        yield await Promise.resolve<[string, string]>([key, entries.get(key) ?? '']);
    },
  };
};
