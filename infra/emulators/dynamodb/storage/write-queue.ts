/** Runs tasks one after another, in the order in which they were handed in. */
export interface WriteQueue {
  readonly run: <T>(task: () => Promise<T>) => Promise<T>;
  /** Resolves when everything handed in so far has ended. */
  readonly idle: () => Promise<void>;
}

export const createWriteQueue = (): WriteQueue => {
  let tail: Promise<unknown> = Promise.resolve();
  return {
    run: (task) => {
      const result = tail.then(task);
      tail = result.catch(() => undefined);
      return result;
    },
    idle: async () => {
      await tail;
    },
  };
};
