import { createJwtAuthorizer } from './jwt-authorizer.ts';
import type { Authorize } from './jwt-authorizer.ts';

/**
 * Who calls: with an issuer whoever the token names, without one always the local admin. The local
 * admin's claims name no org: it is at home in every org that a request names.
 */
export const authorizerOf = (settings: {
  readonly issuer: { readonly url: string; readonly audience: readonly string[] } | null;
  readonly rolesClaim: string;
}): Authorize => {
  const { issuer, rolesClaim } = settings;
  if (issuer) return createJwtAuthorizer({ issuer: issuer.url, audience: issuer.audience });
  const claims = { sub: 'local-admin', [rolesClaim]: 'admin' };
  return () => Promise.resolve({ outcome: 'authorized', claims });
};
