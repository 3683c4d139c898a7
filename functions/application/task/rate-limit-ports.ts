import type { OrgId } from '../../domain/shared/ids.ts';

/** How often a caller may do something. */
export interface RateLimiter {
  /**
   * Counts a request of a caller at an operation: null while the caller is within the limit, else
   * the seconds until the next one is taken. Callers don't count for each other.
   */
  readonly take: (request: {
    readonly org: OrgId;
    /** Who calls, as the identity names them. */
    readonly identity: string;
    readonly operation: string;
    readonly perMinute: number;
  }) => Promise<number | null>;
}
