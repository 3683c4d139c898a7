import * as z from 'zod';
import { canonicalJson, digestOfText } from '../shared/canonical.ts';
import { Digest, OrgId, Timestamp } from '../shared/ids.ts';
import { compareText } from '../shared/text-order.ts';
import { ChainName } from './audit-record.ts';
import { emptyChain } from './chain.ts';
import type { NamedHead } from './chain.ts';
import { leafHash, merkleRoot } from './merkle.ts';

/** The head of one chain as an anchor holds it. */
export const AnchorLeaf = z
  .strictObject({ chain: ChainName, seq: z.int().min(1), hash: Digest })
  .readonly();
export type AnchorLeaf = z.infer<typeof AnchorLeaf>;

/** Whose signature an anchor bears: `public_key` is the DER of a SubjectPublicKeyInfo in base 64. */
export const AnchorKey = z
  .strictObject({
    algorithm: z.enum(['ed25519', 'ecdsa-p256-sha256']),
    public_key: z.base64().min(1),
  })
  .readonly();
export type AnchorKey = z.infer<typeof AnchorKey>;

/** What is hashed and signed; the leaves are bound by their root. */
export const AnchorHeader = z
  .strictObject({
    org_id: OrgId,
    seq: z.int().min(1),
    at: Timestamp,
    prev_hash: Digest,
    /** Merkle root over the leaves; see `merkle.ts`. */
    root: Digest,
    leaf_count: z.int().min(1),
    /** Different chains in this anchor and all before it. */
    chains: z.int().min(1),
    /** Every head whose last record is older was looked at, as far as the index knew. */
    through: Timestamp,
    ...AnchorKey.unwrap().shape,
  })
  .readonly();
export type AnchorHeader = z.infer<typeof AnchorHeader>;

/**
 * The heads of an org's chains that changed since the anchor before, signed. Anchors form a chain
 * of their own: `hash` is SHA-256 over the canonical JSON of the header, and so is what the next
 * one's `prev_hash` says.
 */
export const Anchor = z
  .strictObject({
    ...AnchorHeader.unwrap().shape,
    hash: Digest,
    /** Over the bytes of the header's canonical JSON, in base 64; ECDSA's in DER. */
    signature: z.base64().min(1),
    /** Sorted by chain, each chain once. */
    leaves: z.array(AnchorLeaf).readonly(),
  })
  .readonly();
export type Anchor = z.infer<typeof Anchor>;

/**
 * The most heads in one anchor. It is stored with a mark for each leaf in one transaction, which
 * holds 100 items; so no anchor comes near the size that an item may have.
 */
export const mostLeaves = 90;

/** The hash before the first anchor. */
export const noAnchorHash: Digest = emptyChain.hash;

export interface NextAnchor {
  readonly org: OrgId;
  readonly last: Anchor | null;
  readonly at: Timestamp;
  /** What changed, in the order of the index; at most `mostLeaves`, each chain once. */
  readonly heads: readonly NamedHead[];
  /** How many of them no anchor had before. */
  readonly newChains: number;
  readonly key: AnchorKey;
}

const byChain = (one: AnchorLeaf, other: AnchorLeaf): number => compareText(one.chain, other.chain);

export const rootOf = (leaves: readonly AnchorLeaf[]): Digest => merkleRoot(leaves.map(leafHash));

/** The anchor that follows, but for its signature, and the text that has to be signed. */
export const nextAnchor = (next: NextAnchor) => {
  const { org, last, at, heads, newChains, key } = next;
  const leaves = heads.map(({ chain, seq, hash }) => ({ chain, seq, hash })).sort(byChain);
  // A head with a time to come, by another machine's clock, must not hide those before it.
  const seen = heads.map((head) => (head.at < at ? head.at : at));
  const header: AnchorHeader = {
    org_id: org,
    seq: (last?.seq ?? 0) + 1,
    at,
    prev_hash: last?.hash ?? noAnchorHash,
    root: rootOf(leaves),
    leaf_count: leaves.length,
    chains: (last?.chains ?? 0) + newChains,
    through: [last?.through ?? '', ...seen].reduce((a, b) => (a > b ? a : b)),
    ...key,
  };
  const text = canonicalJson(header);
  return { unsigned: { ...header, hash: digestOfText(text), leaves }, text };
};

/** The text over which an anchor's hash and signature are. */
export const signedText = (anchor: Anchor): string =>
  canonicalJson({ ...anchor, hash: undefined, signature: undefined, leaves: undefined });
