import type { Clock } from './clock.ts';

/** Node reads a longer delay than 2^31-1 ms as 1 ms, so that a thirty-day timer would fire at once. */
const longestDelayMs = 2_000_000_000;

/** The machine's clock. Long waits are taken in pieces below the 32-bit limit of a timer. */
export const realClock: Clock = {
  now: () => Date.now(),
  setTimer: (atMs, fire) => {
    let handle: NodeJS.Timeout | undefined;
    const arm = (): void => {
      const left = atMs - Date.now();
      if (left > longestDelayMs) handle = setTimeout(arm, longestDelayMs);
      else handle = setTimeout(() => (Date.now() < atMs ? arm() : fire()), Math.max(0, left));
    };
    arm();
    return () => clearTimeout(handle);
  },
};
