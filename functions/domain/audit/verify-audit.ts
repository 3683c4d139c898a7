import type { OrgId } from '../shared/ids.ts';
import type { ChainName } from './audit-record.ts';
import { emptyChain, firstBadRecord, readRecord } from './chain.ts';
import type { StoredChain, StoredRecord } from './chain.ts';
import { checkAnchors } from './verify-anchors.ts';
import type { AnchorCheck, AnchoredPoint, AnchorFault } from './verify-anchors.ts';

export type ChainFaultKind =
  | 'chain-missing'
  | 'chain-truncated'
  | 'record-unreadable'
  | 'record-broken'
  | 'record-of-another-chain'
  | 'record-not-as-anchored'
  | 'head-wrong';

export interface ChainFault {
  readonly kind: ChainFaultKind;
  readonly chain: ChainName;
  /** Number of the first bad record; of a chain cut off, the first that is not there. */
  readonly seq: number;
  /** The anchor that says otherwise, if one does. */
  readonly anchor: number | null;
}

export interface AuditCheck extends AnchorCheck {
  readonly chains: ReadonlyMap<ChainName, StoredChain>;
}

export interface AuditVerdict {
  /** Null when everything is as it was written. Anchors come first, then chains by their names. */
  readonly fault: AnchorFault | ChainFault | null;
  readonly anchors: number;
  readonly chains: number;
  readonly records: number;
  /** Records that an anchor vouches for. For those behind them, only the chain's own links speak. */
  readonly anchored_records: number;
}

/**
 * Verifies an org's anchors and all its chains, and names the first fault: an edit, an insertion, a
 * deletion, an exchange, an end cut off below an anchored head, a chain that vanished, an anchor
 * edited, removed or forged. It is a proof for anchored records: what was appended since the last
 * anchor is bound by hashes that whoever can write the store can make anew.
 */
export const verifyAudit = (check: AuditCheck): AuditVerdict => {
  const anchored = checkAnchors(check);
  const names = [...new Set([...anchored.points.keys(), ...check.chains.keys()])].sort();
  const pointsOf = (chain: ChainName) => anchored.points.get(chain) ?? [];
  let fault: AnchorFault | ChainFault | null = anchored.fault;
  for (const chain of fault ? [] : names) {
    fault = checkChain({
      org: check.org,
      chain,
      stored: check.chains.get(chain),
      points: pointsOf(chain),
    });
    if (fault) break;
  }
  const sum = (countOf: (chain: ChainName) => number) =>
    names.reduce((total, chain) => total + countOf(chain), 0);
  return {
    fault,
    anchors: check.anchors.length,
    chains: check.chains.size,
    records: sum((chain) => check.chains.get(chain)?.records.length ?? 0),
    anchored_records: sum((chain) => pointsOf(chain).at(-1)?.seq ?? 0),
  };
};

/** The first fault of one chain, by its own links and by what anchors say of it; null when good. */
export const checkChain = (input: {
  readonly org: OrgId;
  readonly chain: ChainName;
  readonly stored: StoredChain | undefined;
  readonly points: readonly AnchoredPoint[];
}): ChainFault | null => {
  const { chain, points } = input;
  const records = input.stored?.records ?? [];
  const [first] = points;
  if (records.length === 0) {
    return first ? { kind: 'chain-missing', chain, seq: 1, anchor: first.anchor } : null;
  }
  return (
    linkFault(input.org, chain, records) ??
    anchoredFault(chain, records, points) ??
    headFault(chain, input.stored)
  );
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

const readable = (stored: StoredRecord) => {
  try {
    return readRecord(stored);
  } catch {
    return null;
  }
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

const headFault = (chain: ChainName, stored: StoredChain | undefined): ChainFault | null => {
  const last = stored?.records.at(-1);
  const isLast = stored?.head?.seq === last?.seq && stored?.head?.hash === last?.hash;
  return isLast ? null : { kind: 'head-wrong', chain, seq: last?.seq ?? 0, anchor: null };
};
