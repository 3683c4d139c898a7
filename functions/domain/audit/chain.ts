import * as z from 'zod';
import { canonicalJson, digestOfText } from '../shared/canonical.ts';
import { Digest } from '../shared/ids.ts';
import type { Timestamp } from '../shared/ids.ts';
import { AuditRecord } from './audit-record.ts';
import type { AuditEntry, ChainName, SealedRecord } from './audit-record.ts';

/** The hash before the first record. */
const genesisHash: Digest = Digest.parse('0'.repeat(64));

/** The last record of a chain, by number and hash. */
export const ChainHead = z.strictObject({ seq: z.int().min(0), hash: Digest }).readonly();
export type ChainHead = z.infer<typeof ChainHead>;

export const emptyChain: ChainHead = { seq: 0, hash: genesisHash };

/** A record as it is stored: its place, its text and the hash that was stored beside it. */
export interface StoredRecord {
  readonly seq: number;
  readonly canonical: string;
  readonly hash: string;
}

/** A chain as it is stored, at one moment. `head` is null where no head is stored. */
export interface StoredChain {
  readonly head: ChainHead | null;
  readonly records: readonly StoredRecord[];
}

/** The head of a chain with its name and the time of its last record. */
export interface NamedHead extends ChainHead {
  readonly chain: ChainName;
  readonly at: Timestamp;
}

/** The record that follows the head: numbered, bound to its predecessor, hashed over its own text. */
export const appendToChain = (head: ChainHead, entry: AuditEntry): AuditRecord => {
  const unhashed = { ...entry, seq: head.seq + 1, prev_hash: head.hash };
  const canonical = canonicalJson(unhashed);
  return { ...unhashed, hash: digestOfText(canonical), canonical };
};

/** The record as its stored text says. @throws when the text is no record's. */
export const readRecord = ({ canonical, hash }: StoredRecord): AuditRecord => {
  const members: unknown = JSON.parse(canonical);
  return AuditRecord.parse({ ...z.looseObject({}).parse(members), hash, canonical });
};

/** The sequence number of the first record that does not follow from the ones before it, or null. */
export const firstBadRecord = (
  records: readonly (AuditRecord | SealedRecord)[],
  start: ChainHead = emptyChain,
): number | null => {
  let head = start;
  for (const record of records) {
    const { hash, canonical, ...readable } = record;
    const follows = record.seq === head.seq + 1 && record.prev_hash === head.hash;
    const isAsHashed = digestOfText(canonical) === hash && canonicalJson(readable) === canonical;
    if (!follows || !isAsHashed) return record.seq;
    head = { seq: record.seq, hash };
  }
  return null;
};
