import { digestOf } from '../shared/canonical.ts';
import { Digest } from '../shared/ids.ts';
import type { AuditEntry, AuditRecord } from './audit-record.ts';

/** The hash before the first record. */
const genesisHash: Digest = Digest.parse('0'.repeat(64));

export interface ChainHead {
  readonly seq: number;
  readonly hash: Digest;
}

export const emptyChain: ChainHead = { seq: 0, hash: genesisHash };

/** The record that follows the head: numbered, bound to its predecessor and hashed. */
export const appendToChain = (head: ChainHead, entry: AuditEntry): AuditRecord => {
  const unhashed = { ...entry, seq: head.seq + 1, prev_hash: head.hash };
  return { ...unhashed, hash: digestOf(unhashed) };
};

/** The sequence number of the first record that does not follow from the ones before it, or null. */
export const firstBadRecord = (
  records: readonly AuditRecord[],
  start: ChainHead = emptyChain,
): number | null => {
  let head = start;
  for (const record of records) {
    const { hash, ...unhashed } = record;
    const follows = record.seq === head.seq + 1 && record.prev_hash === head.hash;
    if (!follows || digestOf(unhashed) !== hash) return record.seq;
    head = { seq: record.seq, hash };
  }
  return null;
};
