/** Runs tasks of the same key one after the other, and those of different keys side by side. */
export interface Serial {
  readonly run: <Result>(key: string, task: () => Promise<Result>) => Promise<Result>;
}

export const createSerial = (): Serial => {
  const last = new Map<string, Promise<void>>();
  return {
    run: async (key, task) => {
      const turn = (last.get(key) ?? Promise.resolve()).then(task);
      const settled = turn.then(
        () => undefined,
        () => undefined,
      );
      last.set(key, settled);
      try {
        return await turn;
      } finally {
        if (last.get(key) === settled) last.delete(key);
      }
    },
  };
};
