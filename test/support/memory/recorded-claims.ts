import type { IdempotencyStore } from '../../../functions/application/task/task-ports.ts';

export type Claim = Awaited<ReturnType<IdempotencyStore['claim']>>;

/** Claims that all end so, each noted; no key can be let go. */
export const recordedClaims = (claim: Claim, notes: string[]): Omit<IdempotencyStore, 'find'> => ({
  claim: (org, key, { heldSeconds }) => {
    notes.push(`claim ${org} ${key} ${String(heldSeconds)}`);
    return Promise.resolve(claim);
  },
  complete: (_org, key, { status }) => {
    notes.push(`complete ${key} ${status}`);
    return Promise.resolve();
  },
  release: (_org, key) => {
    notes.push(`release ${key}`);
    return Promise.reject(new Error('The store is away'));
  },
});
