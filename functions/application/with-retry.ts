import { Conflict } from '../domain/shared/errors.ts';

const maxTries = 6;

/**
 * Loads, decides and commits again when another writer was first.
 * @throws Conflict when that happens six times in a row.
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
