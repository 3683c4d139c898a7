import type { AuditTrail } from '../../../functions/application/audit/audit-trail-ports.ts';
import type { AuditRecord, ChainName } from '../../../functions/domain/audit/audit-record.ts';
import { firstBadRecord, readRecord } from '../../../functions/domain/audit/chain.ts';
import type { OrgId } from '../../../functions/domain/shared/ids.ts';

const inOrder = (one: AuditRecord, other: AuditRecord): number =>
  one.at.localeCompare(other.at) || one.chain.localeCompare(other.chain) || one.seq - other.seq;

/** The trail with what tests ask of it: the records of one chain, and of all chains by time. */
export const readableAudit = (trail: AuditTrail) => {
  const of = async (org: OrgId, chain: ChainName): Promise<readonly AuditRecord[]> =>
    (await trail.chain(org, chain)).records.map(readRecord);
  return {
    ...trail,
    of,
    all: async (org: OrgId): Promise<readonly AuditRecord[]> => {
      const chains = new Set<ChainName>();
      let after: string | undefined;
      do {
        const page = await trail.heads(org, { limit: 100, after });
        for (const { chain } of page.heads) chains.add(chain);
        after = page.next ?? undefined;
      } while (after !== undefined);
      const records = await Promise.all([...chains].map((chain) => of(org, chain)));
      return records.flat().toSorted(inOrder);
    },
  };
};

/** Chain and number of the first record of each chain that does not verify. */
export const badRecordsOf = (records: readonly AuditRecord[]): readonly string[] =>
  [...new Set(records.map(({ chain }) => chain))].flatMap((chain) => {
    const bad = firstBadRecord(records.filter((record) => record.chain === chain));
    return bad === null ? [] : [`${chain} ${bad}`];
  });
