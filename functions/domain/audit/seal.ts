import * as z from 'zod';
import { readRecord } from './chain.ts';
import type { StoredChain, StoredRecord } from './chain.ts';
import type { AnchoredPoint } from './verify-chain.ts';

/** The event of the settings chain that binds the head of the earlier version's chain. */
export const sealedEvent = 'earlier_chain_sealed';

const SealDetails = z.looseObject({ seq: z.int().min(1), hash: z.string() });

/** Null for another record, and for one that can't be read: that is the settings chain's own fault. */
const sealIn = (stored: StoredRecord): unknown => {
  try {
    const { event, details } = readRecord(stored);
    return event === sealedEvent ? details : null;
  } catch {
    return null;
  }
};

/** What the settings chain vouches for of the earlier version's chain. */
export const sealedPoints = (settings: StoredChain): readonly AnchoredPoint[] =>
  settings.records.flatMap((stored) => {
    const seal = SealDetails.safeParse(sealIn(stored));
    return seal.success ? [{ anchor: null, seq: seal.data.seq, hash: seal.data.hash }] : [];
  });
