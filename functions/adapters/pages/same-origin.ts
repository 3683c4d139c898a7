import { Rejection } from '../../domain/shared/errors.ts';

const isOwnOrigin = (origin: string, host: string | undefined, publicUrl: string): boolean =>
  origin === new URL(publicUrl).origin || (URL.canParse(origin) && new URL(origin).host === host);

/**
 * Refuses a form that another site posts. A page that sends no referrer posts with `Origin: null`
 * (Fetch standard, "append a request Origin header"), so `null` passes where the browser vouches
 * for the same origin in `Sec-Fetch-Site`, which no page can set.
 * @throws Rejection `cross-site-request`.
 */
export const refuseCrossSite = (
  headers: Readonly<Record<string, string>>,
  publicUrl: string,
): void => {
  const site = headers['sec-fetch-site'];
  const origin = headers['origin'];
  const isOtherSite = site !== undefined && site !== 'same-origin' && site !== 'none';
  const isOurs =
    origin === undefined ||
    (origin === 'null' ? site === 'same-origin' : isOwnOrigin(origin, headers['host'], publicUrl));
  if (isOtherSite || !isOurs) {
    throw new Rejection('cross-site-request', 'The form was posted by another site.');
  }
};
