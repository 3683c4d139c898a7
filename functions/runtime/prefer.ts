import { Rejection } from '../domain/shared/errors.ts';

const defaultWaitSeconds = 10;
const longestWaitSeconds = 25;

/**
 * How many seconds a caller would wait, from the `Prefer` header (RFC 7240): `wait=N` up to 25,
 * `respond-async` for none; 10 when it says nothing.
 * @throws Rejection `invalid-request` for a wait that is no whole number of seconds from 0 to 25.
 */
export const preferredWaitSeconds = (header: string | undefined): number => {
  const preferences = (header ?? '').split(',').map((text) => text.trim().toLowerCase());
  const wait = preferences.find((text) => text.startsWith('wait='))?.slice('wait='.length);
  if (wait !== undefined) {
    const seconds = /^\d{1,3}$/.test(wait) ? Number(wait) : Number.NaN;
    if (!(seconds <= longestWaitSeconds)) {
      throw new Rejection('invalid-request', 'Prefer: wait takes 0 to 25 seconds.', {
        errors: [{ pointer: '/headers/prefer', detail: 'wait takes 0 to 25 whole seconds' }],
      });
    }
    return seconds;
  }
  return preferences.includes('respond-async') ? 0 : defaultWaitSeconds;
};
