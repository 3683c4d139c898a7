import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from './data-folder.ts';

/** What this release reads and writes. It grows when what is stored changes its shape. */
const dataVersion = 2;

const fileName = 'data-version.json';

const versionPath = (folder: string): string => join(folder, fileName);

/**
 * `new`: nothing is stored yet. `current`: as this release writes it. `before`: of the release
 * before, which wrote no version; it goes on once its audit chains are sealed.
 */
export type DataState = 'new' | 'current' | 'before';

const refused = (folder: string, what: string, release: string): Error =>
  new Error(
    `The data in ${folder} is ${what}, and this release goes on with data versions 1 and ` +
      `${dataVersion}. Start it with ${release}, set DATA_DIR to another folder, or remove the ` +
      'data with "npm run reset".',
  );

/** The first value of a range of keys; null for none. */
const firstBelow = async (database: Database, prefix: string): Promise<string | null> => {
  const values = await database.values({ gte: prefix, lt: `${prefix}\uffff`, limit: 1 }).all();
  return values[0] ?? null;
};

/**
 * The releases that wrote no version. The last of them keeps each machine's role and lists
 * executions by status; the ones before lack one or both, and their executions can't go on.
 */
const stateOfUnversioned = async (folder: string, database: Database): Promise<DataState> => {
  if ((await database.keys({ limit: 1 }).all()).length === 0) return 'new';
  const machine = await firstBelow(database, '!states!machine/');
  const hasRole = machine === null || machine.includes('"roleArn"');
  const hasExecutions = (await firstBelow(database, '!states!execution/')) !== null;
  const isListed = (await firstBelow(database, '!states!listed/')) !== null;
  if (hasRole && (!hasExecutions || isListed)) return 'before';
  throw refused(
    folder,
    'of data version 0, from before executions were listed by their status',
    'the older release that made it',
  );
};

const versionIn = (text: string): number | null => {
  try {
    const content: unknown = JSON.parse(text);
    if (typeof content !== 'object' || content === null) return null;
    const version: unknown = Reflect.get(content, 'data_version');
    return Number.isSafeInteger(version) ? Number(version) : null;
  } catch {
    return null;
  }
};

/**
 * What is stored in the folder, by its version file or, where there is none, by its shape.
 * @throws Error that names the version and says what to do when this release can't go on with it.
 */
export const readDataVersion = async (folder: string, database: Database): Promise<DataState> => {
  const path = versionPath(folder);
  if (!existsSync(path)) return stateOfUnversioned(folder, database);
  const version = versionIn(readFileSync(path, 'utf8'));
  if (version === dataVersion) return 'current';
  if (version === 1) return 'before';
  if (version === null) {
    throw new Error(
      `${path} does not say a data version, such as {"data_version":${dataVersion}}. ` +
        'Restore it, or remove the data with "npm run reset".',
    );
  }
  const isNewer = version > dataVersion;
  throw refused(
    folder,
    `of data version ${version}, ${isNewer ? 'newer' : 'older'} than this release`,
    isNewer ? 'the newer release that made it' : 'the older release that made it',
  );
};

/** Says in the folder that it is as this release writes it. Whole or not at all. */
export const writeDataVersion = (folder: string): void => {
  const path = versionPath(folder);
  writeFileSync(`${path}.new`, `${JSON.stringify({ data_version: dataVersion })}\n`, {
    mode: 0o600,
  });
  renameSync(`${path}.new`, path);
};

export const removeDataVersion = (folder: string): void => {
  for (const path of [versionPath(folder), `${versionPath(folder)}.new`]) {
    rmSync(path, { force: true });
  }
};
