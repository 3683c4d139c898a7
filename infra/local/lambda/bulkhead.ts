/** So many pieces of work at once; what comes beyond waits for its turn, in the order of coming. */
export interface Bulkhead {
  readonly run: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** How many wait for their turn. */
  readonly waiting: () => number;
}

/** A bulkhead that lets `width` pieces of work run at once. */
export const createBulkhead = (width: number): Bulkhead => {
  const turns: (() => void)[] = [];
  let running = 0;
  const enter = (): Promise<void> => {
    if (running < width) {
      running += 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => turns.push(resolve));
  };
  const leave = (): void => {
    const next = turns.shift();
    // The place passes on to the one that waits longest.
    if (next) next();
    else running -= 1;
  };
  return {
    run: async (work) => {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
    waiting: () => turns.length,
  };
};
