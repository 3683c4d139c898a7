import * as z from 'zod';
import { ExecutionId, OrgId, TaskId } from '../shared/ids.ts';
import { AuditRecord } from './audit-record.ts';
import type { ChainName } from './audit-record.ts';
import { ChainHead, isAsHashed } from './chain.ts';
import { checkChain } from './verify-chain.ts';
import type { ChainFault } from './verify-chain.ts';

const chainShape = {
  head: ChainHead.nullable(),
  records: z.array(AuditRecord),
  next_after: z.int().optional(),
};

/** The answer of GET /tasks/{task_id}/audit, as somebody kept it. */
export const TaskAudit = z.looseObject({
  org_id: OrgId,
  task_id: TaskId,
  ...chainShape,
  controls: z.array(z.looseObject({ execution_id: ExecutionId, ...chainShape })),
});
export type TaskAudit = z.infer<typeof TaskAudit>;

const broken = (chain: ChainName, seq: number): ChainFault => ({
  kind: 'record-broken',
  chain,
  seq,
  anchor: null,
});

const faultOfEarlier = (records: readonly AuditRecord[]): ChainFault | null => {
  let last: AuditRecord | undefined;
  for (const record of records) {
    const isBehind = record.seq > (last?.seq ?? 0);
    const isNext = record.seq === (last?.seq ?? -1) + 1;
    const isBound = !isNext || record.prev_hash === last?.hash;
    if (!isAsHashed(record) || !isBehind || !isBound) return broken('earlier', record.seq);
    last = record;
  }
  return null;
};

/** Text and hash as `checkChain` sees them, and the readable members beside them. */
const faultOfChain = (
  org: OrgId,
  {
    chain,
    head,
    records,
  }: Pick<TaskAudit, 'head' | 'records'> & { readonly chain: TaskId | ExecutionId },
): ChainFault | null => {
  const fault = checkChain({ org, chain, stored: { head, records } });
  const index = records.findIndex((record) => !isAsHashed(record));
  return index >= 0 && (!fault || index + 1 < fault.seq) ? broken(chain, index + 1) : fault;
};

/**
 * The first fault of a kept answer by itself, or null. Records of the earlier version are a part of
 * the chain of their whole org: of those, each one's own hash and order are seen. An answer that
 * holds a part of a chain is at fault behind that part.
 */
export const verifyTaskAudit = (audit: TaskAudit): ChainFault | null => {
  const earlier = audit.records.filter(({ chain }) => chain === 'earlier');
  const own = audit.records.filter(({ chain }) => chain !== 'earlier');
  const controls = audit.controls.map((one) => ({ ...one, chain: one.execution_id }));
  return (
    faultOfEarlier(earlier) ??
    [{ ...audit, records: own, chain: audit.task_id }, ...controls]
      .map((chain) => faultOfChain(audit.org_id, chain))
      .find((fault) => fault !== null) ??
    null
  );
};
