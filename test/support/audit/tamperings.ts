import { nextAnchor, rootOf, signedText } from '../../../functions/domain/audit/anchor.ts';
import type { Anchor } from '../../../functions/domain/audit/anchor.ts';
import type {
  AuditEntry,
  AuditRecord,
  OpenChain,
} from '../../../functions/domain/audit/audit-record.ts';
import { appendToChain, emptyChain } from '../../../functions/domain/audit/chain.ts';
import { digestOfText } from '../../../functions/domain/shared/canonical.ts';
import { aSigner } from './a-signer.ts';
import type { TestSigner } from './a-signer.ts';
import { anchored, signer } from './an-audit.ts';
import type { Audit } from './an-audit.ts';

/** Whoever can write the store, and has no key but his own. */
const stranger = aSigner();

/** A random number below a bound, drawn by the property. */
export type Pick = (below: number) => number;

type Tampering = (audit: Audit, pick: Pick) => Audit;

const without = <Value>(values: readonly Value[], index: number): readonly Value[] =>
  values.filter((_, at) => at !== index);

const exchanged = <Value>(values: readonly Value[], one: number, other: number): Value[] => {
  const copy = [...values];
  [copy[one], copy[other]] = [values[other] as Value, values[one] as Value];
  return copy;
};

const entryOf = (record: AuditRecord): AuditEntry => ({
  org_id: record.org_id,
  chain: record.chain as OpenChain,
  task_id: record.task_id,
  at: record.at,
  actor: record.actor,
  event: record.event,
  plan_digest: record.plan_digest,
  details: record.details,
});

/** The records linked and hashed anew, as somebody would who knows how chains are made. */
const relinked = (records: readonly AuditRecord[]): readonly AuditRecord[] =>
  records.reduce<AuditRecord[]>(
    (made, record) => [...made, appendToChain(made.at(-1) ?? emptyChain, entryOf(record))],
    [],
  );

const edited = (record: AuditRecord, pick: Pick): AuditRecord => {
  const changes: readonly Partial<AuditRecord>[] = [
    { actor: `${record.actor}.` },
    { event: 'nothing_happened' },
    { at: '2026-03-01T08:59:59.999Z' },
    { details: {} },
    { details: { ...record.details, more: null } },
    { task_id: record.task_id === null ? ('task-01j0000000000000000000000z' as never) : null },
    { plan_digest: 'f'.repeat(64) as never },
  ];
  return { ...record, ...changes[pick(changes.length)] };
};

/** What is stored is the text: an edit of a member is one of the text, its hash left as it is. */
const withText = (record: AuditRecord): AuditRecord => ({
  ...record,
  canonical: relinked([record])[0]?.canonical.replace(/"seq":1\b/, `"seq":${record.seq}`) ?? '',
});

const anchoredSeq = ({ anchors }: Audit, chain: OpenChain): number =>
  anchors
    .flatMap(({ leaves }) => leaves)
    .reduce((most, leaf) => (leaf.chain === chain ? Math.max(most, leaf.seq) : most), 0);

const chainTampering =
  (
    change: (records: readonly AuditRecord[], index: number, pick: Pick) => readonly AuditRecord[],
  ) =>
  (audit: Audit, pick: Pick): Audit => {
    const names = [...audit.chains.keys()].filter((chain) => anchoredSeq(audit, chain) > 0);
    const chain = names[pick(names.length)];
    if (!chain) return audit;
    const records = audit.chains.get(chain) ?? [];
    const index = pick(anchoredSeq(audit, chain));
    return {
      ...audit,
      chains: new Map([...audit.chains, [chain, change(records, index, pick)]]),
    };
  };

const onRecord = (change: (record: AuditRecord, pick: Pick) => AuditRecord) =>
  chainTampering((records, index, pick) =>
    records.map((record, at) => (at === index ? change(record, pick) : record)),
  );

/** Tamperings of records that an anchor vouches for, each with what its doer made fit again. */
export const chainTamperings: Readonly<Record<string, Tampering>> = {
  'a record edited': onRecord((record, pick) => withText(edited(record, pick))),
  'a hash edited': onRecord((record) => ({ ...record, hash: 'e'.repeat(64) as never })),
  'a text that is no record': onRecord((record) => ({ ...record, canonical: '{"seq":1}' })),
  'a record edited and hashed': onRecord((record, pick) => {
    const changed = edited(record, pick);
    const head = { seq: record.seq - 1, hash: record.prev_hash };
    return appendToChain(head, entryOf(changed));
  }),
  'a record edited and all behind it linked anew': chainTampering((records, index, pick) =>
    relinked(records.map((record, at) => (at === index ? edited(record, pick) : record))),
  ),
  'a record deleted': chainTampering(without),
  'a record deleted and the rest linked anew': chainTampering((records, index) =>
    relinked(without(records, index)),
  ),
  'a record put in twice': chainTampering((records, index) => [
    ...records.slice(0, index + 1),
    ...records.slice(index),
  ]),
  'a record put in and the rest linked anew': chainTampering((records, index, pick) =>
    relinked([
      ...records.slice(0, index),
      edited(records[index] as AuditRecord, pick),
      ...records.slice(index),
    ]),
  ),
  'two records exchanged': chainTampering((records, index, pick) =>
    exchanged(records, index, pick(records.length)),
  ),
  'two records exchanged and linked anew': chainTampering((records, index, pick) =>
    relinked(exchanged(records, index, pick(records.length))),
  ),
  'an end cut off below its anchor': chainTampering((records, index) => records.slice(0, index)),
  'a chain in the place of another': (audit, pick) => {
    const names = [...audit.chains.keys()];
    const [one, other] = [names[pick(names.length)], names[pick(names.length)]];
    if (!one || !other) return audit;
    return { ...audit, chains: new Map([...audit.chains, [one, audit.chains.get(other) ?? []]]) };
  },
  'a chain taken away': (audit, pick) => {
    const names = [...audit.chains.keys()].filter((chain) => anchoredSeq(audit, chain) > 0);
    const gone = names[pick(names.length)];
    return { ...audit, chains: new Map([...audit.chains].filter(([chain]) => chain !== gone)) };
  },
};

const signedBy = (by: TestSigner, anchor: Anchor): Anchor => {
  const body = { ...anchor, ...by.key, root: rootOf(anchor.leaves) };
  const text = signedText(body);
  return { ...body, hash: digestOfText(text), signature: by.sign(text) };
};

/** Anchors made anew from one on, each linked to the one before, with a key of the doer's own. */
const forgedFrom = (anchors: readonly Anchor[], index: number): readonly Anchor[] =>
  anchors.reduce<Anchor[]>((made, anchor, at) => {
    if (at < index) return [...made, anchor];
    const prev_hash = made.at(-1)?.hash ?? ('0'.repeat(64) as never);
    return [...made, signedBy(stranger, { ...anchor, seq: at + 1, prev_hash })];
  }, []);

const anchorTampering =
  (
    change: (anchors: readonly Anchor[], index: number, pick: Pick) => readonly Anchor[],
  ): Tampering =>
  (audit, pick) => ({
    ...audit,
    anchors: change(audit.anchors, pick(audit.anchors.length), pick),
  });

const onAnchor = (change: (anchor: Anchor, pick: Pick) => Anchor) =>
  anchorTampering((anchors, index, pick) =>
    anchors.map((anchor, at) => (at === index ? change(anchor, pick) : anchor)),
  );

const withLeaf = (anchor: Anchor, pick: Pick): Anchor => {
  const at = pick(anchor.leaves.length);
  const change = pick(2) === 0 ? { hash: 'd'.repeat(64) as never } : { seq: 1_000 };
  return {
    ...anchor,
    leaves: anchor.leaves.map((leaf, index) => (index === at ? { ...leaf, ...change } : leaf)),
  };
};

const withMember = (anchor: Anchor, pick: Pick): Anchor => {
  const changes: readonly Partial<Anchor>[] = [
    { at: '2026-03-01T08:59:59.999Z' },
    { through: '2026-03-01T08:59:59.999Z' },
    { chains: anchor.chains + 1 },
    { leaf_count: anchor.leaf_count + 1 },
    { root: 'c'.repeat(64) as never },
    { prev_hash: 'b'.repeat(64) as never },
    { org_id: 'org-456' as never },
    { hash: 'a'.repeat(64) as never },
    { seq: anchor.seq + 1 },
  ];
  return { ...anchor, ...changes[pick(changes.length)] };
};

/** Other records, and the leaves changed to fit them, under the headers and signatures that stand. */
const leavesFitted: Tampering = (audit, pick) => {
  const relink = chainTamperings['a record edited and all behind it linked anew'];
  const { chains } = relink?.(audit, pick) ?? audit;
  const fitted = audit.anchors.map((anchor) => ({
    ...anchor,
    leaves: anchor.leaves.map((leaf) => ({
      ...leaf,
      hash: chains.get(leaf.chain as OpenChain)?.[leaf.seq - 1]?.hash ?? leaf.hash,
    })),
  }));
  return { chains, anchors: fitted };
};

/** A history of one's own: other records, and anchors over them that fit, but for the key. */
const rewritten: Tampering = (audit, pick) => {
  const changed = chainTamperings['a record edited and all behind it linked anew']?.(audit, pick);
  const chains = changed?.chains ?? audit.chains;
  return anchored({ anchors: [], chains }, 0, stranger);
};

/** Tamperings of the anchors themselves. */
export const anchorTamperings: Readonly<Record<string, Tampering>> = {
  'a member edited': onAnchor(withMember),
  'a member edited and hashed': onAnchor((anchor, pick) => {
    const changed = withMember(anchor, pick);
    return { ...changed, hash: digestOfText(signedText(changed)) };
  }),
  'a leaf edited': onAnchor(withLeaf),
  'a leaf edited with its root and hash': onAnchor((anchor, pick) => {
    const changed = withLeaf(anchor, pick);
    const rooted = { ...changed, root: rootOf(changed.leaves) };
    return { ...rooted, hash: digestOfText(signedText(rooted)) };
  }),
  'a leaf taken out': onAnchor((anchor, pick) => ({
    ...anchor,
    leaves: without(anchor.leaves, pick(anchor.leaves.length)),
  })),
  'a leaf edited and signed by a stranger': onAnchor((anchor, pick) =>
    signedBy(stranger, withLeaf(anchor, pick)),
  ),
  'signed by a stranger in the name of the key': onAnchor((anchor) => ({
    ...anchor,
    signature: stranger.sign(signedText(anchor)),
  })),
  'a signature of another anchor': anchorTampering((anchors, index, pick) =>
    anchors.map((anchor, at) =>
      at === index
        ? { ...anchor, signature: anchors[pick(anchors.length)]?.signature ?? '' }
        : anchor,
    ),
  ),
  'an anchor taken away': anchorTampering(without),
  'all anchors taken away': anchorTampering(() => []),
  'the newest anchors taken away': anchorTampering((anchors, index) => anchors.slice(0, index)),
  'an anchor put in twice': anchorTampering((anchors, index) => [
    ...anchors.slice(0, index + 1),
    ...anchors.slice(index),
  ]),
  'two anchors exchanged': anchorTampering((anchors, index, pick) =>
    exchanged(anchors, index, pick(anchors.length)),
  ),
  'an anchor taken away and the rest forged': anchorTampering((anchors, index) =>
    forgedFrom(without(anchors, index), index),
  ),
  'an anchor of one’s own behind the newest': (audit) => {
    const last = audit.anchors.at(-1);
    if (!last) return audit;
    const { unsigned, text } = nextAnchor({
      org: last.org_id,
      last,
      at: last.at,
      heads: last.leaves.map((leaf) => ({ ...leaf, seq: leaf.seq + 1, at: last.at })),
      newChains: 0,
      key: signer.key,
    });
    const signature = stranger.sign(text);
    return { ...audit, anchors: [...audit.anchors, { ...unsigned, signature }] };
  },
  'records edited and the leaves fitted to them': leavesFitted,
  'a history of one’s own': rewritten,
};
