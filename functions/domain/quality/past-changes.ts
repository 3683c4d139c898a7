import type { Environment } from '../shared/environment.ts';
import type { Timestamp } from '../shared/ids.ts';

/** A finished task as the score sees it. */
export interface PastChange {
  readonly environment: Environment;
  readonly agent: string;
  readonly change_key: string;
  readonly outcome: 'completed' | 'failed' | 'rolled_back' | 'none';
  readonly review: 'approved_unchanged' | 'approved_modified' | 'rejected' | 'none';
  readonly at: Timestamp;
}

const dayMilliseconds = 86_400_000;

export const historyDays = 90;
export const provenDays = 30;

export const within = (
  changes: readonly PastChange[],
  now: number,
  days: number,
): readonly PastChange[] =>
  changes.filter(
    ({ at }) => Date.parse(at) > now - days * dayMilliseconds && Date.parse(at) <= now,
  );
