import type { AuditRecord, ChainName } from '../../domain/audit/audit-record.ts';
import type { ChainHead, NamedHead, StoredChain } from '../../domain/audit/chain.ts';
import type { OrgId, Timestamp } from '../../domain/shared/ids.ts';
import type { TaskRef } from '../../domain/shared/refs.ts';

export interface AuditTrail {
  /** A chain with its head and every record, as they stood at one moment. */
  readonly chain: (org: OrgId, chain: ChainName) => Promise<StoredChain>;
  readonly head: (org: OrgId, chain: ChainName) => Promise<ChainHead | null>;
  /**
   * Heads of the org's chains in the order of their last records, from a time on. A chain that
   * goes on meanwhile comes again, later. Eventually consistent.
   */
  readonly heads: (
    org: OrgId,
    query: {
      readonly from?: Timestamp | undefined;
      /** What an earlier page gave as `next`. */
      readonly after?: string | undefined;
      readonly limit: number;
    },
  ) => Promise<{ readonly heads: readonly NamedHead[]; readonly next: string | null }>;
  /** Records of one UTC day whose places are in a range, both ends left out; newest first. */
  readonly ofDay: (org: OrgId, query: DayQuery) => Promise<readonly AuditRecord[]>;
  /** A task's records of the sealed chain, in order. */
  readonly earlierOfTask: (ref: TaskRef) => Promise<readonly AuditRecord[]>;
}

export interface DayQuery {
  /** Such as 2026-03-01. */
  readonly day: string;
  /** Places, as `placeOf` makes them; any text that sorts between them will do. */
  readonly above: string;
  readonly below: string;
  readonly limit: number;
}

/** What the earlier version left: one audit chain an org, in a layout of its own. */
export interface EarlierAudit {
  readonly isSealed: () => Promise<boolean>;
  readonly markSealed: () => Promise<void>;
  /** Records of an org's chain behind a number, as they were hashed. */
  readonly records: (org: OrgId, after: number, limit: number) => Promise<readonly AuditRecord[]>;
  /** Puts records behind the head of the sealed chain. @throws Conflict when it moved. */
  readonly keep: (org: OrgId, head: ChainHead, records: readonly AuditRecord[]) => Promise<void>;
}
