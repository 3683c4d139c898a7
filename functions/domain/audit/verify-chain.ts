import * as z from 'zod';
import type { OrgId } from '../shared/ids.ts';
import type { AuditRecord, ChainName } from './audit-record.ts';
import { emptyChain, firstBadRecord, readRecord } from './chain.ts';
import type { ChainHead, StoredChain, StoredRecord } from './chain.ts';

export const ChainFaultKind = z.enum([
  /** Nothing of a chain is there that has to be. */
  'chain-missing',
  /** Records are there, and no head. */
  'head-missing',
  /** The head says another hash than its record has. */
  'head-wrong',
  /** Head or anchor name a record that is not there any more. */
  'chain-truncated',
  /** A record stands behind the head. */
  'record-behind-head',
  /** The text is no record's. */
  'record-unreadable',
  /** Number, link, text or hash of a record don't follow from those before it. */
  'record-broken',
  'record-of-another-chain',
  'record-not-as-anchored',
]);
export type ChainFaultKind = z.infer<typeof ChainFaultKind>;

export interface ChainFault {
  readonly kind: ChainFaultKind;
  readonly chain: ChainName;
  /** Number of the first bad record; of a chain cut off, of the first that is not there. */
  readonly seq: number;
  /** The anchor that says otherwise, if one does. */
  readonly anchor: number | null;
}

/** A record that something outside the chain vouches for: an anchor, or null for another chain. */
export interface AnchoredPoint {
  readonly anchor: number | null;
  readonly seq: number;
  readonly hash: string;
}

export interface ChainCheck {
  readonly org: OrgId;
  readonly chain: ChainName;
  /** Undefined or without records where nothing is stored under the name. */
  readonly stored: StoredChain | undefined;
  /** What anchors vouch for, by number; none where there are no anchors. */
  readonly points?: readonly AnchoredPoint[];
  /** Whether the chain has to be there, because its task or execution is. */
  readonly isOwed?: boolean;
}

const readable = (stored: StoredRecord): AuditRecord | null => {
  try {
    return readRecord(stored);
  } catch {
    return null;
  }
};

const linkFault = (
  org: OrgId,
  chain: ChainName,
  stored: readonly StoredRecord[],
): ChainFault | null => {
  let head = emptyChain;
  for (const one of stored) {
    const at = { chain, seq: head.seq + 1, anchor: null };
    const record = readable(one);
    if (!record) return { kind: 'record-unreadable', ...at };
    if (record.chain !== chain || record.org_id !== org) {
      return { kind: 'record-of-another-chain', ...at };
    }
    if (record.seq !== one.seq || firstBadRecord([record], head) !== null) {
      return { kind: 'record-broken', ...at };
    }
    head = { seq: record.seq, hash: record.hash };
  }
  return null;
};

const anchoredFault = (
  chain: ChainName,
  records: readonly StoredRecord[],
  points: readonly AnchoredPoint[],
): ChainFault | null => {
  for (const { seq, hash, anchor } of points) {
    const record = records[seq - 1];
    if (!record) return { kind: 'chain-truncated', chain, seq: records.length + 1, anchor };
    if (record.hash !== hash) return { kind: 'record-not-as-anchored', chain, seq, anchor };
  }
  return null;
};

const headFault = (
  chain: ChainName,
  head: ChainHead | null,
  records: readonly StoredRecord[],
): ChainFault | null => {
  const last = records.length;
  if (head === null) return { kind: 'head-missing', chain, seq: last, anchor: null };
  if (head.seq > last) return { kind: 'chain-truncated', chain, seq: last + 1, anchor: null };
  if (head.seq < last)
    return { kind: 'record-behind-head', chain, seq: head.seq + 1, anchor: null };
  const isLast = records.at(-1)?.hash === head.hash;
  return isLast ? null : { kind: 'head-wrong', chain, seq: head.seq, anchor: null };
};

/**
 * The first fault of one chain by its own links, its head and what anchors say of it, or null: an
 * edit, an insertion, a deletion, an exchange, an end cut off, a chain that vanished. Whoever can
 * write records and head alike can make the end of a chain anew; that takes an anchor to see.
 */
export const checkChain = ({
  org,
  chain,
  stored,
  points = [],
  isOwed = false,
}: ChainCheck): ChainFault | null => {
  const records = stored?.records ?? [];
  const head = stored?.head ?? null;
  if (records.length === 0 && head === null) {
    const isMissing = isOwed || points.length > 0;
    const anchor = points[0]?.anchor ?? null;
    return isMissing ? { kind: 'chain-missing', chain, seq: 1, anchor } : null;
  }
  return (
    linkFault(org, chain, records) ??
    anchoredFault(chain, records, points) ??
    headFault(chain, head, records)
  );
};
