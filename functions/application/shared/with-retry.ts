import { Conflict, TransientFailure } from '../../domain/shared/errors.ts';
import type { Sleep } from '../execution/execution-ports.ts';

const maxTries = 40;

/**
 * Loads, decides and commits again when another writer was first. Each lost race is a change that
 * another one made, so what is decided next stands on a newer state; most often it is that there is
 * nothing left to decide.
 * @throws Conflict when that happens forty times in a row.
 */
export const retryOnConflict = async <Result>(attempt: () => Promise<Result>): Promise<Result> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Conflict) || tries === maxTries) throw error;
    }
  }
};

const patientTries = 25;
const longestPauseMilliseconds = 1_000;

/**
 * Loads, decides and commits again for some twenty seconds, also while the store is too busy: for a
 * person who waits and must get through. What it repeats must be harmless when it was done before.
 * @throws Conflict or TransientFailure of the last attempt.
 */
export const retryPatiently = async <Result>(
  { sleep }: { readonly sleep: Sleep },
  attempt: () => Promise<Result>,
): Promise<Result> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      const mayPass = error instanceof Conflict || error instanceof TransientFailure;
      if (!mayPass || tries === patientTries) throw error;
      await sleep(Math.min(longestPauseMilliseconds, 20 * tries ** 2));
    }
  }
};
