import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import type { GatewayClaims } from './gateway-event.ts';

export interface JwtAuthorizerSettings {
  /** The issuer exactly as it stands in the tokens' `iss`. */
  readonly issuer: string;
  readonly audience: readonly string[];
}

export type Authorization =
  | { readonly outcome: 'authorized'; readonly claims: GatewayClaims }
  | { readonly outcome: 'unauthorized' }
  /** The issuer's keys can't be had: nobody's token can be judged. */
  | { readonly outcome: 'unavailable'; readonly cause: unknown };

export type Authorize = (authorization: string | undefined) => Promise<Authorization>;

/** API Gateway verifies RSA signatures only. */
const algorithms = ['RS256', 'RS384', 'RS512'];

const discoverKeys = async (issuer: string): Promise<JWTVerifyGetKey> => {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: 'error' });
  if (!answer.ok) throw new Error(`The issuer answered ${answer.status} to ${url}`);
  const document = (await answer.json()) as { issuer?: unknown; jwks_uri?: unknown };
  if (document.issuer !== issuer) throw new Error(`${url} names another issuer`);
  if (typeof document.jwks_uri !== 'string') throw new Error(`${url} names no jwks_uri`);
  return createRemoteJWKSet(new URL(document.jwks_uri));
};

/** Claims become text the way Go prints them: arrays as `[a b]`, objects as `map[k:v]`. */
const claimText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(claimText).join(' ')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([name, member]) => `${name}:${claimText(member)}`);
    return `map[${members.join(' ')}]`;
  }
  if (value === null) return '<nil>';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const claimsOf = (payload: JWTPayload): GatewayClaims =>
  Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, claimText(value)]));

/** `client_id` counts only where the token has no `aud`, as API Gateway does it. */
const isForAudience = (payload: JWTPayload, audience: readonly string[]): boolean => {
  const named = payload.aud ?? payload['client_id'];
  const names = Array.isArray(named) ? named : [named];
  return names.some((name) => typeof name === 'string' && audience.includes(name));
};

const isIssuedInPast = (payload: JWTPayload): boolean =>
  payload.iat === undefined || payload.iat <= Date.now() / 1000;

/** Faults of the key set's address or document carry these codes; all others are the token's. */
const keySetFaults: readonly string[] = [
  'ERR_JOSE_GENERIC',
  errors.JWKSTimeout.code,
  errors.JWKSInvalid.code,
];

const isTokensFault = (error: unknown): boolean =>
  error instanceof errors.JOSEError && !keySetFaults.includes(error.code);

/**
 * Judges bearer tokens as an HTTP API's JWT authorizer does: signature by the issuer's published
 * keys, `iss`, `aud` or `client_id`, `exp`, `nbf`, `iat`. Keys are fetched at the first token.
 */
export const createJwtAuthorizer = (settings: JwtAuthorizerSettings): Authorize => {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const issuerKeys = async (): Promise<JWTVerifyGetKey> => {
    keys ??= discoverKeys(settings.issuer);
    try {
      return await keys;
    } catch (error) {
      keys = undefined;
      throw error;
    }
  };
  return async (authorization) => {
    const token = authorization?.replace(/^Bearer\s+/i, '').trim();
    if (!token) return { outcome: 'unauthorized' };
    try {
      const { payload } = await jwtVerify(token, await issuerKeys(), {
        issuer: settings.issuer,
        algorithms,
        requiredClaims: ['exp'],
      });
      return isForAudience(payload, settings.audience) && isIssuedInPast(payload)
        ? { outcome: 'authorized', claims: claimsOf(payload) }
        : { outcome: 'unauthorized' };
    } catch (error) {
      return isTokensFault(error)
        ? { outcome: 'unauthorized' }
        : { outcome: 'unavailable', cause: error };
    }
  };
};
