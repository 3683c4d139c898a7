import { Rejection } from '../../../domain/shared/errors.ts';
import type { Identity } from '../../../domain/shared/identity.ts';
import type { RateLimiter } from '../rate-limit-ports.ts';

export interface RateDeps {
  readonly rateLimiter: RateLimiter;
  /** How many requests one caller may make of each kind. The one-machine identity, which is nobody's own, has no limit. */
  readonly submissionsPerMinute: number;
}

/** Each operation is counted apart, so that one doesn't use up the other. @throws Rejection `rate-limited` with the seconds after which the caller's next request is taken. */
export const assertWithinRate = async (
  { rateLimiter, submissionsPerMinute: perMinute }: RateDeps,
  identity: Identity,
  operation: 'submit' | 'preview',
): Promise<void> => {
  if (identity.org === null) return;
  const seconds = await rateLimiter.take({
    org: identity.org,
    identity: identity.id,
    operation,
    perMinute,
  });
  if (seconds === null) return;
  throw new Rejection(
    'rate-limited',
    `You may ${operation} ${perMinute} requests a minute. Nothing was kept of this one: send it again in ${seconds} s.`,
    { retryAfterSeconds: seconds },
  );
};
