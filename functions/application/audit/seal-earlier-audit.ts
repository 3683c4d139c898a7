import { commit } from '../shared/commit.ts';
import type { AuditEntry } from '../../domain/audit/audit-record.ts';
import { emptyChain, readRecord } from '../../domain/audit/chain.ts';
import { sealedEvent } from '../../domain/audit/seal.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import type { OrgId, Timestamp } from '../../domain/shared/ids.ts';
import type { AuditTrail, EarlierAudit } from './audit-trail-ports.ts';
import type { Clock, Directory, UnitOfWork } from '../shared/ports.ts';

interface Dependencies {
  readonly directory: Pick<Directory, 'orgs'>;
  readonly earlier: EarlierAudit;
  readonly auditTrail: Pick<AuditTrail, 'head' | 'chain'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** Records of one transaction, below the hundred items that one may hold. */
const batchSize = 90;

/** A function of the earlier version that was running at the change may append until then. */
const quietMilliseconds = 15 * 60_000;

/** Copies what is not copied yet; quiet when the newest record is old, or there never was one. */
const keepNew = async ({ earlier, auditTrail, clock }: Dependencies, org: OrgId, limit: number) => {
  let head = (await auditTrail.head(org, 'earlier')) ?? emptyChain;
  let kept = 0;
  let newest: Timestamp | undefined = (await earlier.records(org, head.seq - 1, 1))[0]?.at;
  while (kept < limit) {
    const records = await earlier.records(org, head.seq, Math.min(batchSize, limit - kept));
    const last = records.at(-1);
    if (!last) break;
    await earlier.keep(org, head, records);
    kept += records.length;
    head = { seq: last.seq, hash: last.hash };
    newest = last.at;
  }
  const isQuiet = newest === undefined || Date.parse(newest) + quietMilliseconds < clock.now();
  return { kept, isQuiet };
};

const isOnRecord = async ({ auditTrail }: Dependencies, org: OrgId): Promise<boolean> => {
  const { records } = await auditTrail.chain(org, 'settings');
  return records.map(readRecord).some(({ event }) => event === sealedEvent);
};

/** Once an org; by what it binds, it is found when the sealed chain is cut or made anew. */
const recordSeal = async (deps: Dependencies, org: OrgId): Promise<void> => {
  const head = await deps.auditTrail.head(org, 'earlier');
  if (!head || (await isOnRecord(deps, org))) return;
  const entry: AuditEntry = {
    org_id: org,
    chain: 'settings',
    task_id: null,
    at: toTimestamp(deps.clock.now()),
    actor: 'upgrade',
    event: sealedEvent,
    plan_digest: null,
    details: { seq: head.seq, hash: head.hash },
  };
  await commit(deps.unitOfWork, { audit: [entry] });
};

/**
 * Seals the one chain that each org had in the earlier version: its records are kept, with the text
 * that was hashed, as a chain of their own that stands beside the others and verifies as they do.
 * When nothing appends to it any more, its head is put on record in the org's settings chain.
 * Goes on where it was, at most `limit` records a call. @returns how many it kept.
 */
export const makeSealEarlierAudit =
  (deps: Dependencies) =>
  async ({ limit }: { readonly limit: number }): Promise<number> => {
    if (await deps.earlier.isSealed()) return 0;
    let kept = 0;
    let isQuiet = true;
    for (const org of await deps.directory.orgs()) {
      const moved = await keepNew(deps, org, limit - kept);
      kept += moved.kept;
      isQuiet &&= moved.isQuiet;
      if (kept >= limit) return kept;
    }
    if (!isQuiet) return kept;
    for (const org of await deps.directory.orgs()) await recordSeal(deps, org);
    await deps.earlier.markSealed();
    return kept;
  };
