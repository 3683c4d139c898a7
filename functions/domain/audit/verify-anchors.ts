import * as z from 'zod';
import { digestOfText } from '../shared/canonical.ts';
import type { OrgId } from '../shared/ids.ts';
import { noAnchorHash, rootOf, signedText } from './anchor.ts';
import type { Anchor, AnchorKey } from './anchor.ts';
import type { ChainName } from './audit-record.ts';
import type { AnchoredPoint } from './verify-chain.ts';

/** What is wrong with an anchor. */
export const AnchorFaultKind = z.enum([
  'anchor-of-another-org',
  /** A number is left out, or one that was seen elsewhere is not there any more. */
  'anchor-missing',
  'anchor-out-of-place',
  /** Another one with the same number was seen elsewhere. */
  'anchor-forked',
  'anchor-edited',
  'anchor-not-linked',
  'key-unknown',
  'signature-wrong',
  'root-wrong',
  'leaves-unordered',
  'leaf-steps-back',
  'chains-miscounted',
]);
export type AnchorFaultKind = z.infer<typeof AnchorFaultKind>;

export interface AnchorFault {
  readonly kind: AnchorFaultKind;
  /** Number of the anchor. */
  readonly anchor: number;
  readonly chain: ChainName | null;
}

/** By chain, the records that anchors vouch for. */
export type AnchoredPoints = ReadonlyMap<ChainName, readonly AnchoredPoint[]>;

export interface AnchorCheck {
  readonly org: OrgId;
  /** All anchors, in the order in which they are stored. */
  readonly anchors: readonly Anchor[];
  /** The keys that are believed, from somewhere else than the anchors. */
  readonly trustedKeys: readonly AnchorKey[];
  readonly isSignedBy: (key: AnchorKey, text: string, signature: string) => boolean;
  /**
   * Anchors that the verifier knows of otherwise, such as from the archive. Without one, nothing
   * tells that the newest anchors were taken away.
   */
  readonly seenBefore?: readonly Pick<Anchor, 'seq' | 'hash'>[];
}

export interface CheckedAnchors {
  /** The first fault, or null. */
  readonly fault: AnchorFault | null;
  /** What the anchors before the fault vouch for. */
  readonly points: AnchoredPoints;
}

const faultOfHeader = (
  { org, trustedKeys, isSignedBy }: AnchorCheck,
  anchor: Anchor,
  last: Anchor | null,
): AnchorFaultKind | null => {
  const expected = (last?.seq ?? 0) + 1;
  const text = signedText(anchor);
  if (anchor.org_id !== org) return 'anchor-of-another-org';
  if (anchor.seq > expected) return 'anchor-missing';
  if (anchor.seq < expected) return 'anchor-out-of-place';
  if (digestOfText(text) !== anchor.hash) return 'anchor-edited';
  if (anchor.prev_hash !== (last?.hash ?? noAnchorHash)) return 'anchor-not-linked';
  const key = trustedKeys.find(
    ({ algorithm, public_key }) =>
      algorithm === anchor.algorithm && public_key === anchor.public_key,
  );
  if (!key) return 'key-unknown';
  if (!isSignedBy(key, text, anchor.signature)) return 'signature-wrong';
  if (anchor.leaf_count !== anchor.leaves.length || rootOf(anchor.leaves) !== anchor.root) {
    return 'root-wrong';
  }
  return null;
};

const forkOf = (seen: ReadonlyMap<number, string>, { seq, hash }: Anchor) => {
  const known = seen.get(seq);
  return known === undefined || known === hash ? null : 'anchor-forked';
};

/** The first leaf that can't be after what anchors before said, or null. */
const faultOfLeaves = (
  { seq: anchor, leaves, chains }: Anchor,
  points: AnchoredPoints,
): AnchorFault | null => {
  let before = '';
  let known = points.size;
  for (const { chain, seq } of leaves) {
    if (chain <= before) return { kind: 'leaves-unordered', anchor, chain };
    const last = points.get(chain)?.at(-1);
    if (last && seq <= last.seq) return { kind: 'leaf-steps-back', anchor, chain };
    if (!last) known += 1;
    before = chain;
  }
  return chains === known ? null : { kind: 'chains-miscounted', anchor, chain: null };
};

/**
 * Checks an org's anchors one after another: number, link, hash, key, signature, root, order and
 * count. An edited, inserted, removed, exchanged or forged anchor is found, and named if it is the
 * first.
 */
export const checkAnchors = (check: AnchorCheck): CheckedAnchors => {
  const points = new Map<ChainName, AnchoredPoint[]>();
  const seen = new Map(check.seenBefore?.map(({ seq, hash }) => [seq, hash]));
  let last: Anchor | null = null;
  for (const anchor of check.anchors) {
    const kind = faultOfHeader(check, anchor, last) ?? forkOf(seen, anchor);
    if (kind !== null) return { fault: { kind, anchor: anchor.seq, chain: null }, points };
    const fault = faultOfLeaves(anchor, points);
    if (fault !== null) return { fault, points };
    for (const { chain, seq, hash } of anchor.leaves) {
      const known = points.get(chain) ?? [];
      known.push({ anchor: anchor.seq, seq, hash });
      points.set(chain, known);
    }
    last = anchor;
  }
  const standing = last?.seq ?? 0;
  const isCutOff = [...seen.keys()].some((seq) => seq > standing);
  return {
    fault: isCutOff ? { kind: 'anchor-missing', anchor: standing + 1, chain: null } : null,
    points,
  };
};
