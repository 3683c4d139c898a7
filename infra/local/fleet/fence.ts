/** Under what a request may act: the caller's word of control, its lock, and a last moment. */
export interface Fence {
  /** Whose epochs these are: the caller's name for the change that the request is part of. */
  readonly scope: string;
  readonly epoch: number;
  readonly fencing_token: number;
  /** Milliseconds since the epoch; a request that was held up for longer is not carried out. */
  readonly not_after: number;
}

/** What the agent remembers of the fences that it has seen; stored with what was done under them. */
export interface Seen {
  /** By asset: the highest fencing token. */
  readonly token: number;
  /** Nothing begins under this token or a lower one any more. */
  readonly settled: number;
  /** By scope: the highest epoch. */
  readonly epoch: number;
}

export const nothingSeen: Seen = { token: 0, settled: 0, epoch: 0 };

/** Why a request comes too late to act, or null. */
export const lateness = (fence: Fence, seen: Seen, now: number): string | null => {
  if (now > fence.not_after) return 'late: the request came after its time';
  if (fence.fencing_token < seen.token) return 'stale: the asset was locked anew since';
  if (fence.fencing_token <= seen.settled) return 'stale: the action was settled as not begun';
  if (fence.epoch < seen.epoch) return 'stale: control has changed since';
  return null;
};

export const seenAfter = (fence: Pick<Fence, 'fencing_token' | 'epoch'>, seen: Seen): Seen => ({
  ...seen,
  token: Math.max(seen.token, fence.fencing_token),
  epoch: Math.max(seen.epoch, fence.epoch),
});
