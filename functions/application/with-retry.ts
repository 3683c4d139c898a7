import { Conflict } from '../domain/shared/errors.ts';

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
