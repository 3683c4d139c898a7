import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';

export type Database = ClassicLevel;

const isLocked = (error: unknown): boolean =>
  error instanceof Error &&
  ((error as NodeJS.ErrnoException).code === 'LEVEL_LOCKED' || isLocked(error.cause));

/** The database's own words for what is wrong, without the error's name. */
const openFault = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const words = cause instanceof Error ? cause.message : String(cause);
  return `the database in it can’t be opened (${words})`;
};

export const databasePath = (folder: string): string => join(folder, 'db');

/**
 * Opens the database below a data folder that only its owner may enter.
 * @throws Error that says what to do when another process has it open.
 */
export const openDatabase = async (folder: string): Promise<Database> => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const database = new ClassicLevel(databasePath(folder));
  try {
    await database.open();
  } catch (error) {
    throw isLocked(error)
      ? new Error(
          `Another process works on ${folder}. Stop it, or set DATA_DIR to another folder.`,
          { cause: error },
        )
      : new Error(`DATA_DIR ${folder}: ${openFault(error)}; for example DATA_DIR=.data`, {
          cause: error,
        });
  }
  return database;
};
