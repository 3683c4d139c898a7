import { terminalText } from '../../../functions/domain/notification/safe-text.ts';
import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { anchorFolder } from '../data/anchor-folder.ts';
import { dataFolderFault } from '../settings/check-places.ts';
import { databasePath, openDatabase } from '../data/data-folder.ts';
import { removeDataVersion } from '../data/data-version.ts';
import { sentenceOf } from '../settings/file-fault.ts';
import { readVariable } from '../settings/local-variables.ts';

/** Removes what an instance keeps. @throws Error while one is running on it. */
const reset = async (folder: string): Promise<string> => {
  if (!existsSync(databasePath(folder))) return `There is no data in ${folder}.`;
  // Holding the database's lock is the proof that nobody else works on it.
  const database = await openDatabase(folder);
  await database.close();
  rmSync(databasePath(folder), { recursive: true });
  rmSync(anchorFolder(folder), { recursive: true, force: true });
  removeDataVersion(folder);
  // Whatever else lies in a folder that somebody named is not ours to remove.
  if (readdirSync(folder).length === 0) rmdirSync(folder);
  return `Removed the data in ${folder}.`;
};

const start = async (): Promise<string> => {
  const folder = resolve(readVariable(process.env, 'DATA_DIR'));
  const fault = dataFolderFault(folder);
  if (fault !== null) throw new Error(`DATA_DIR ${fault}; for example DATA_DIR=.data`);
  return reset(folder);
};

start().then(
  (text) => process.stdout.write(`${text}\n`),
  (error: unknown) => {
    process.stderr.write(`${terminalText(sentenceOf(error))}\n`);
    process.exitCode = 1;
  },
);
