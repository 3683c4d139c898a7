/**
 * The work with its calls coalesced by key: one run at a time, and whoever calls during a run shares
 * the one that begins after it, so that each call's work begins after the call.
 */
export const coalesce = <Key, Result>(
  work: (key: Key) => Promise<Result>,
): ((key: Key) => Promise<Result>) => {
  const running = new Map<Key, Promise<unknown>>();
  const waiting = new Map<Key, Promise<Result>>();
  const run = async (key: Key, before: Promise<unknown> | undefined): Promise<Result> => {
    await before?.catch(() => undefined);
    const standing = waiting.get(key);
    waiting.delete(key);
    if (standing) running.set(key, standing);
    try {
      return await work(key);
    } finally {
      if (running.get(key) === standing) running.delete(key);
    }
  };
  return (key) => {
    const shared = waiting.get(key);
    if (shared) return shared;
    const next = Promise.resolve().then(() => run(key, running.get(key)));
    waiting.set(key, next);
    return next;
  };
};
