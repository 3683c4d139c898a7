import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileFault } from '../settings/file-fault.ts';
import { FleetFileError } from './fleet-file-error.ts';

const asking = <Result>(setting: string, path: string, ask: () => Result): Result => {
  try {
    return ask();
  } catch (error) {
    const fault = fileFault(error);
    if (fault === null) throw error;
    throw new FleetFileError(setting, '', `${path} ${fault}`);
  }
};

/**
 * The files that a setting names: a path, several between commas, or a folder with its `*.json` files.
 * @throws FleetFileError where one is not there or a folder has none.
 */
export const filesOf = (setting: string, paths: string): readonly string[] =>
  paths.split(',').flatMap((part) => {
    const path = part.trim();
    if (path === '') throw new FleetFileError(setting, '', 'names an empty path');
    if (!asking(setting, path, () => statSync(path)).isDirectory()) return [path];
    const names = asking(setting, path, () => readdirSync(path)).filter((name) =>
      name.endsWith('.json'),
    );
    if (names.length === 0) {
      throw new FleetFileError(setting, '', `${path} is a folder without *.json files`);
    }
    return names.sort().map((name) => join(path, name));
  });

const byteOrderMarks = [
  { name: 'UTF-32', bytes: [0xff, 0xfe, 0, 0] },
  { name: 'UTF-32', bytes: [0, 0, 0xfe, 0xff] },
  { name: 'utf-16le', bytes: [0xff, 0xfe] },
  { name: 'utf-16be', bytes: [0xfe, 0xff] },
] as const;

/** JSON begins with a character of ASCII: its zero byte tells an encoding that no mark names. */
const encodingOf = (bytes: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' | 'UTF-32' => {
  const marked = byteOrderMarks.find((mark) => mark.bytes.every((byte, at) => bytes[at] === byte));
  if (marked !== undefined) return marked.name;
  if (bytes.length < 2) return 'utf-8';
  if (bytes[0] === 0) return bytes[1] === 0 ? 'UTF-32' : 'utf-16be';
  return bytes[1] === 0 ? 'utf-16le' : 'utf-8';
};

const decode = (setting: string, path: string, bytes: Buffer): string => {
  const encoding = encodingOf(bytes);
  const refusal = `${path} is not text in UTF-8 or UTF-16`;
  if (encoding === 'UTF-32') {
    throw new FleetFileError(setting, '', `${refusal}: it is in UTF-32`);
  }
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new FleetFileError(setting, '', refusal);
  }
};

/**
 * The text of a file in UTF-8 or UTF-16 (which PowerShell writes), without its byte order mark, and
 * when it was written.
 * @throws FleetFileError that names the file and, where it is another one, the encoding.
 */
export const readText = (
  setting: string,
  path: string,
): { readonly text: string; readonly modifiedAt: string } => {
  const { bytes, modified } = asking(setting, path, () => ({
    bytes: readFileSync(path),
    modified: statSync(path).mtimeMs,
  }));
  return {
    text: decode(setting, path, bytes),
    modifiedAt: new Date(Math.floor(modified)).toISOString(),
  };
};
