import { decodeJwt } from 'jose/jwt/decode';
import { Rejection } from '../domain/shared/errors.ts';
import type { Role } from '../domain/shared/identity.ts';

export type Claims = Readonly<Record<string, unknown>>;

const unauthenticated = (): Rejection =>
  new Rejection('unauthenticated', 'The request carries no verified identity.');

/** A claim of the token's own; what every object inherits is none. */
export const ownClaim = (claims: Claims, name: string): unknown =>
  Object.hasOwn(claims, name) ? claims[name] : undefined;

/**
 * The claims of the bearer token that the authorizer has verified, as they were signed. What the
 * authorizer hands over has lost their types: it flattens arrays to `[a b]`. A token whose subject
 * or issuer is not the verified one is not the token that was verified.
 * @throws Rejection `unauthenticated`.
 */
export const verifiedClaims = (authorization: string | null, verified: Claims): Claims => {
  const token = authorization?.replace(/^Bearer\s+/i, '').trim();
  if (!token) throw unauthenticated();
  let claims: Claims;
  try {
    claims = decodeJwt(token);
  } catch {
    throw unauthenticated();
  }
  const isVerified = ['sub', 'iss'].every(
    (name) => ownClaim(claims, name) === ownClaim(verified, name),
  );
  if (!isVerified) throw unauthenticated();
  return claims;
};

const knownRoles: readonly Role[] = ['viewer', 'operator', 'approver', 'admin'];

const wordsOf = (claim: unknown, separator: string | undefined): readonly unknown[] => {
  if (Array.isArray(claim)) return claim;
  if (typeof claim !== 'string') return [];
  return separator === undefined ? [claim] : claim.split(separator).map((word) => word.trim());
};

/**
 * The roles of a claim: the elements of an array, or what a text holds between the one separator
 * that the deployment names; without one a text is one role. Each is matched whole.
 */
export const rolesOf = (claim: unknown, separator: string | undefined): readonly Role[] => {
  const words = wordsOf(claim, separator);
  return knownRoles.filter((role) => words.includes(role));
};
