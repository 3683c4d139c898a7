import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import * as z from 'zod';
import { canonicalJson } from '../shared/canonical.ts';
import { Digest } from '../shared/ids.ts';

/** RFC 6962, 2.1: leaves and nodes are hashed apart, so that neither can be taken for the other. */
const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** A neighbour on the way from a leaf to the root, and the side on which it stands. */
export const ProofStep = z
  .strictObject({ side: z.enum(['left', 'right']), hash: Digest })
  .readonly();
export type ProofStep = z.infer<typeof ProofStep>;

const hashed = (...parts: readonly Uint8Array[]): Digest =>
  Digest.parse(bytesToHex(sha256(concatBytes(...parts))));

/** SHA-256 over 0x00 and the canonical JSON of the value. */
export const leafHash = (value: unknown): Digest =>
  hashed(leafPrefix, utf8ToBytes(canonicalJson(value)));

const nodeHash = (left: Digest, right: Digest): Digest =>
  hashed(nodePrefix, hexToBytes(left), hexToBytes(right));

const levelAbove = (level: readonly Digest[]): readonly Digest[] =>
  level.flatMap((left, index) => {
    if (index % 2 === 1) return [];
    const right = level[index + 1];
    return [right === undefined ? left : nodeHash(left, right)];
  });

const levelsOf = (leaves: readonly Digest[]): readonly (readonly Digest[])[] => {
  const levels = [leaves];
  for (let level = leaves; level.length > 1; levels.push(level)) level = levelAbove(level);
  return levels;
};

/**
 * The Merkle tree hash of RFC 6962, 2.1 over leaf hashes in their order: a node is SHA-256 over
 * 0x01, left and right; the last of an odd level goes up as it is.
 */
export const merkleRoot = (leaves: readonly Digest[]): Digest =>
  levelsOf(leaves).at(-1)?.[0] ?? hashed();

/** The way from one leaf to the root (RFC 6962, 2.1.1), from below. */
export const inclusionProof = (leaves: readonly Digest[], index: number): readonly ProofStep[] =>
  levelsOf(leaves).flatMap((level, height) => {
    const place = index >> height;
    const side = place % 2 === 1 ? ('left' as const) : ('right' as const);
    const hash = level[side === 'left' ? place - 1 : place + 1];
    return hash === undefined ? [] : [{ side, hash }];
  });

/** The root that a leaf and its way lead to: that of the tree, when the leaf is in it. */
export const rootFrom = (leaf: Digest, proof: readonly ProofStep[]): Digest =>
  proof.reduce(
    (below, { side, hash }) => (side === 'left' ? nodeHash(hash, below) : nodeHash(below, hash)),
    leaf,
  );
