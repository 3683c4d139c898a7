import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** Where a data folder has the key that anchors of the audit are signed with, and their archive. */
export const anchorFolder = (dataDir: string): string => join(dataDir, 'anchors');

/** The public half of the key, in PEM. */
export const publicKeyPath = (dataDir: string): string =>
  join(anchorFolder(dataDir), 'public-key.pem');

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** There in whole or not at all, also after a crash. */
const writeWhole = (path: string, text: string, mode: number): void => {
  const unfinished = `${path}.new`;
  const file = openSync(unfinished, 'w', mode);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(unfinished, path);
};

const readKey = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
};

/**
 * Makes the Ed25519 key of a data folder at its first start, readable by its owner alone, and lays
 * its public half beside it. To be called while the folder's database is open: that is its lock.
 */
export const ensureAnchorKey = (dataDir: string): void => {
  const folder = anchorFolder(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'key.pem');
  const standing = readKey(path);
  const pem =
    standing ?? generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' });
  if (standing === null) writeWhole(path, pem.toString(), 0o600);
  const publicKey = createPublicKey(pem).export({ format: 'pem', type: 'spki' }).toString();
  if (readKey(publicKeyPath(dataDir)) !== publicKey) {
    writeWhole(publicKeyPath(dataDir), publicKey, 0o644);
  }
};
