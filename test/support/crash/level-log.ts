import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const blockBytes = 32_768;
const headerBytes = 7;
/** Kinds of a record's parts; a whole record is one part, or several from first to last. */
const wholePart = 1;
const lastPart = 4;

/**
 * Where each record of a LevelDB log ends, in bytes. The log holds one record a batch, in the order
 * in which the batches were written, so that a prefix of it is what a crash leaves behind.
 */
export const recordEnds = (log: Buffer): readonly number[] => {
  const ends: number[] = [];
  let at = 0;
  while (at + headerBytes <= log.length) {
    const leftInBlock = blockBytes - (at % blockBytes);
    if (leftInBlock < headerBytes) {
      at += leftInBlock;
      continue;
    }
    const length = log.readUInt16LE(at + 4);
    const kind = log.readUInt8(at + 6);
    at += headerBytes + length;
    if (kind === wholePart || kind === lastPart) ends.push(at);
  }
  return ends;
};

/** The newest log of a database folder: where its last batches are. */
export const newestLog = (database: string): string => {
  const logs = readdirSync(database).filter((file) => file.endsWith('.log'));
  const newest = logs.toSorted().at(-1);
  if (newest === undefined) throw new Error(`There is no log in ${database}`);
  return join(database, newest);
};

/** A copy of a database whose newest log holds other bytes. */
export const copyWithLog = (database: string, to: string, log: Buffer): void => {
  cpSync(database, to, { recursive: true, filter: (path) => !path.endsWith('LOCK') });
  writeFileSync(newestLog(to), log);
};

/** What a power cut or a failing disk may make of the last record of a log. */
export const tears = {
  'cut off in the middle': (record: Buffer): Buffer =>
    record.subarray(0, Math.ceil(record.length / 2)),
  'cut off within its header': (record: Buffer): Buffer => record.subarray(0, 3),
  'zeroed from the middle on': (record: Buffer): Buffer =>
    Buffer.from(record).fill(0, Math.floor(record.length / 2)),
  'garbled at its end': (record: Buffer): Buffer =>
    Buffer.from(record).fill(0xa5, Math.max(0, record.length - 8)),
  'followed by garbage': (record: Buffer): Buffer =>
    Buffer.concat([record, Buffer.alloc(97, 0x5a)]),
} as const;
export type Tear = keyof typeof tears;

export const allTears = Object.keys(tears) as readonly Tear[];

/** Tears the last record of the newest log of a database that nobody has open. */
export const tearLastRecord = (database: string, tear: Tear): void => {
  const path = newestLog(database);
  const log = readFileSync(path);
  const start = recordEnds(log).at(-2) ?? 0;
  writeFileSync(path, Buffer.concat([log.subarray(0, start), tears[tear](log.subarray(start))]));
};
