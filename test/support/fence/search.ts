import { openExecutionStores } from '../world/execution-stores.ts';
import { aRunningClock } from '../world/running-clock.ts';
import { runTrial } from './trial.ts';
import type { TrialResult } from './trial.ts';

/** Runs trials by seed, some at a time. The same seed aims at the same call with the same faults. */
export const search = async (options: {
  readonly firstSeed: number;
  readonly trials: number;
  readonly width?: number;
  readonly speed?: number;
  readonly onResult?: (result: TrialResult, done: number) => void;
}): Promise<readonly TrialResult[]> => {
  const { firstSeed, trials, width = 10, speed = 5, onResult } = options;
  const clock = aRunningClock(speed);
  const table = await openExecutionStores(clock);
  const results: TrialResult[] = [];
  let next = firstSeed;
  const lane = async (): Promise<void> => {
    while (next < firstSeed + trials) {
      const seed = next;
      next += 1;
      const result = await runTrial({ table, clock }, seed).catch((cause: unknown) => {
        throw new Error(`Seed ${seed} broke off`, { cause });
      });
      results.push(result);
      onResult?.(result, results.length);
    }
  };
  try {
    const ended = await Promise.allSettled(Array.from({ length: width }, lane));
    for (const end of ended) if (end.status === 'rejected') throw end.reason;
  } finally {
    await table.close();
  }
  return results;
};
