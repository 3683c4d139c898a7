import { nextAnchor, mostLeaves } from '../../../functions/domain/audit/anchor.ts';
import type { Anchor } from '../../../functions/domain/audit/anchor.ts';
import type { AuditRecord, OpenChain } from '../../../functions/domain/audit/audit-record.ts';
import { appendToChain, emptyChain } from '../../../functions/domain/audit/chain.ts';
import type { StoredChain } from '../../../functions/domain/audit/chain.ts';
import { OrgId, toTimestamp } from '../../../functions/domain/shared/ids.ts';
import { aSigner } from './a-signer.ts';
import type { TestSigner } from './a-signer.ts';

export const auditedOrg = OrgId.parse('org-123');
export const signer = aSigner();

/** An org's audit as it is stored: its chains, and the anchors over them. */
export interface Audit {
  readonly anchors: readonly Anchor[];
  readonly chains: ReadonlyMap<OpenChain, readonly AuditRecord[]>;
}

/** Something that happens: a record in a chain, or an anchor over what changed. */
export type Happening = { readonly chain: OpenChain } | 'anchor';

const startMs = Date.parse('2026-03-01T09:00:00.000Z');

export const chainNames: readonly OpenChain[] = [
  'settings',
  'task-01j0000000000000000000000a',
  'task-01j0000000000000000000000b',
  'task-01j0000000000000000000000c',
  'exec-01j0000000000000000000000a',
  'exec-01j0000000000000000000000b',
] as OpenChain[];

const appended = (
  records: readonly AuditRecord[],
  chain: OpenChain,
  number: number,
): readonly AuditRecord[] => [
  ...records,
  appendToChain(records.at(-1) ?? emptyChain, {
    org_id: auditedOrg,
    chain,
    task_id: null,
    at: toTimestamp(startMs + number * 1_000),
    actor: number % 2 === 0 ? 'rita' : 'engine',
    event: 'something_happened',
    plan_digest: null,
    details: { number },
  }),
];

/** The anchors with one more over what changed; the same when nothing did. */
export const anchored = ({ anchors, chains }: Audit, number: number, by = signer): Audit => {
  const known = new Map(
    anchors.flatMap(({ leaves }) => leaves.map(({ chain, seq }) => [chain, seq] as const)),
  );
  const heads = [...chains].flatMap(([chain, records]) => {
    const last = records.at(-1);
    return last && last.seq > (known.get(chain) ?? 0)
      ? [{ chain, seq: last.seq, hash: last.hash, at: last.at }]
      : [];
  });
  if (heads.length === 0) return { anchors, chains };
  const { unsigned, text } = nextAnchor({
    org: auditedOrg,
    last: anchors.at(-1) ?? null,
    at: toTimestamp(startMs + number * 1_000),
    heads: heads.slice(0, mostLeaves),
    newChains: heads.filter(({ chain }) => !known.has(chain)).length,
    key: by.key,
  });
  return { anchors: [...anchors, { ...unsigned, signature: by.sign(text) }], chains };
};

/** The audit after these happenings and an anchor, and then records that no anchor has seen. */
export const auditAfter = (
  happenings: readonly Happening[],
  unseen: readonly OpenChain[] = [],
  by: TestSigner = signer,
): Audit =>
  [...happenings, 'anchor' as const, ...unseen.map((chain) => ({ chain }))].reduce<Audit>(
    (audit, happening, number) => {
      if (happening === 'anchor') return anchored(audit, number, by);
      const { chain } = happening;
      const records = appended(audit.chains.get(chain) ?? [], chain, number);
      return { ...audit, chains: new Map([...audit.chains, [chain, records]]) };
    },
    { anchors: [], chains: new Map() },
  );

/** A chain as the store has it, its head where its last record is. */
export const asStored = (records: readonly AuditRecord[]): StoredChain => {
  const last = records.at(-1);
  return {
    head: last ? { seq: last.seq, hash: last.hash } : null,
    records: records.map(({ seq, canonical, hash }) => ({ seq, canonical, hash })),
  };
};
