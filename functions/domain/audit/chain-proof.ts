import * as z from 'zod';
import { canonicalJson, digestOfText } from '../shared/canonical.ts';
import { Digest } from '../shared/ids.ts';
import { AnchorHeader, AnchorLeaf } from './anchor.ts';
import type { Anchor, AnchorKey } from './anchor.ts';
import type { ChainName } from './audit-record.ts';
import type { ChainHead } from './chain.ts';
import { inclusionProof, leafHash, ProofStep, rootFrom } from './merkle.ts';

/** An anchor without its other leaves, and the way from one chain's leaf to its root. */
export const ChainProof = z
  .strictObject({
    anchor: AnchorHeader,
    hash: Digest,
    signature: z.base64().min(1),
    leaf: AnchorLeaf,
    path: z.array(ProofStep).readonly(),
  })
  .readonly();
export type ChainProof = z.infer<typeof ChainProof>;

/** The proof that an anchor has a chain's head, so that the chain verifies alone; null without one. */
export const proveChain = (whole: Anchor, chain: ChainName): ChainProof | null => {
  const { hash, signature, leaves, ...anchor } = whole;
  const index = leaves.findIndex((leaf) => leaf.chain === chain);
  const leaf = leaves[index];
  if (!leaf) return null;
  return { anchor, hash, signature, leaf, path: inclusionProof(leaves.map(leafHash), index) };
};

/**
 * True when the key signed an anchor over exactly these records' head: `records` are the chain's,
 * in order, verified by their own links.
 */
export const isProven = (
  { anchor, hash, signature, leaf, path }: ChainProof,
  records: readonly Pick<ChainHead, 'seq' | 'hash'>[],
  {
    key,
    isSignedBy,
  }: {
    readonly key: AnchorKey;
    readonly isSignedBy: (key: AnchorKey, text: string, signature: string) => boolean;
  },
): boolean => {
  const text = canonicalJson(anchor);
  const isOfKey = key.algorithm === anchor.algorithm && key.public_key === anchor.public_key;
  const head = records[leaf.seq - 1];
  return (
    isOfKey &&
    digestOfText(text) === hash &&
    isSignedBy(key, text, signature) &&
    rootFrom(leafHash(leaf), path) === anchor.root &&
    head?.seq === leaf.seq &&
    head.hash === leaf.hash
  );
};
