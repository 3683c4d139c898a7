import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  mkdtempSync,
  rmdirSync,
  statSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileDataset } from '../fleet/file-dataset.ts';
import type { FleetFiles } from '../fleet/file-dataset.ts';
import { FleetFileError } from '../fleet/fleet-file-error.ts';
import { fileFault } from './file-fault.ts';

/** The system's refusal as the rest of a sentence. @throws what is no refusal of the system's */
const refusalOf = (work: () => unknown): string | null => {
  try {
    work();
    return null;
  } catch (error) {
    const fault = fileFault(error);
    if (fault === null) throw error;
    return fault;
  }
};

/** `mkdir` says ENOENT also where a folder takes no new one, as below /proc. */
const takesNoFolders = 'does not take new folders';

const tryToWrite = (folder: string): string | null => {
  const refusal = refusalOf(() => rmdirSync(mkdtempSync(join(folder, '.writable-'))));
  return refusal === 'does not exist' ? takesNoFolders : refusal;
};

const nearestStanding = (path: string): string => {
  let standing = path;
  while (!existsSync(standing) && dirname(standing) !== standing) standing = dirname(standing);
  return standing;
};

/** What is wrong with the path by itself; that it leads to nothing yet is fine. */
const pathFault = (path: string): string | null => {
  const refusal = refusalOf(() => statSync(path));
  if (refusal === 'does not exist') {
    return lstatSync(path, { throwIfNoEntry: false }) === undefined
      ? null
      : 'is a link that leads nowhere';
  }
  // A file on the way is named below, by itself.
  return refusal === 'goes through something that is no folder' ? null : refusal;
};

/** Why the data can't be kept in the folder, or null; a folder that is not there yet is not made. */
export const dataFolderFault = (folder: string): string | null => {
  const wrong = pathFault(folder);
  if (wrong !== null) return `${folder.slice(0, 80)} ${wrong}`;
  const standing = nearestStanding(folder);
  const place = standing === folder ? folder : `${folder}: ${standing}`;
  if (!statSync(standing).isDirectory()) return `${place} is a file and not a folder`;
  const database = join(folder, 'db');
  const refusal =
    refusalOf(() => accessSync(standing, constants.W_OK | constants.X_OK)) ?? tryToWrite(standing);
  if (refusal !== null) return `${place} ${refusal}`;
  if (!existsSync(database)) return null;
  if (!statSync(database).isDirectory()) return `${database} is a file and not a folder`;
  const inside = refusalOf(() => accessSync(database, constants.R_OK | constants.W_OK));
  return inside === null ? null : `${database} ${inside}`;
};

/** What the compiled policies are made of. */
const policyFiles = ['policy.wasm', 'data.json', 'manifest.json'] as const;

export const policyFolderFault = (folder: string): string | null => {
  for (const name of policyFiles) {
    const file = join(folder, name);
    const refusal = refusalOf(() => accessSync(file, constants.R_OK));
    if (refusal !== null) return `${file} ${refusal}`;
  }
  return null;
};

/** Why the fleet's files can't be used, with the place of the fault, or null. */
export const fleetFileFault = (files: FleetFiles): string | null => {
  try {
    fileDataset(files);
    return null;
  } catch (error) {
    if (error instanceof FleetFileError) return error.message;
    throw error;
  }
};

/** What the system says against listening, as a whole sentence; null for what it doesn't say. */
export const listenFault = (
  error: Error,
  { host, port }: { readonly host: string; readonly port: number },
): string | null => {
  const code = 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') {
    return `Port ${port} is in use. Stop what listens there, or set PORT to another one, such as PORT=${port + 1}.`;
  }
  if (code === 'EACCES') {
    return `PORT may not be ${port} for this user; ports from 1024 on are free to all, for example PORT=8083`;
  }
  const fault = fileFault(error);
  return fault === null ? null : `HOST ${host} ${fault}; for example HOST=127.0.0.1`;
};

/** Why nothing can listen there, or null. Port 0 is any free one. */
export const portFault = (at: {
  readonly host: string;
  readonly port: number;
}): Promise<string | null> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => {
      const fault = listenFault(error, at);
      if (fault === null) reject(error);
      else resolve(fault);
    });
    server.listen(at.port, at.host, () => server.close(() => resolve(null)));
  });
