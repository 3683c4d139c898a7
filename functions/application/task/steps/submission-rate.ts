import { Rejection } from '../../../domain/shared/errors.ts';
import type { Identity } from '../../../domain/shared/identity.ts';
import type { RateLimiter } from '../rate-limit-ports.ts';

export interface SubmissionRate {
  readonly rateLimiter: RateLimiter;
  /** How many requests one caller may submit. The one-machine identity, which is nobody's own, has no limit. */
  readonly submissionsPerMinute: number;
}

/**
 * Counts what begins a task, by whichever operation it comes.
 * @throws Rejection `rate-limited` with the seconds after which the caller's next request is taken.
 */
export const assertWithinRate = async (
  { rateLimiter, submissionsPerMinute: perMinute }: SubmissionRate,
  identity: Identity,
): Promise<void> => {
  if (identity.org === null) return;
  const seconds = await rateLimiter.take({
    org: identity.org,
    identity: identity.id,
    operation: 'submit',
    perMinute,
  });
  if (seconds === null) return;
  throw new Rejection(
    'rate-limited',
    `You may submit ${perMinute} requests a minute. Nothing was kept of this one: send it again in ${seconds} s.`,
    { retryAfterSeconds: seconds },
  );
};
