import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Identity, Right } from '../domain/shared/identity.ts';
import { mayExercise } from '../domain/shared/identity.ts';
import { OrgId } from '../domain/shared/ids.ts';
import { Rejection } from '../domain/shared/errors.ts';
import { cleanAddress, subjectKey } from '../domain/shared/person-keys.ts';
import { ownClaim, rolesOf, verifiedClaims } from './claims.ts';
import type { Claims } from './claims.ts';
import { readEnvironment } from './environment.ts';
import { parseJsonBody } from './json-body.ts';

/** A request as use cases get it: headers lower-case, JSON or form body parsed, caller known. */
export interface HttpRequest {
  readonly requestId: string;
  readonly path: string;
  readonly method: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: Readonly<Record<string, string>>;
  /** Parsed JSON, or undefined when there was no body. */
  readonly json: unknown;
  readonly form: Readonly<Record<string, string>>;
  /** Null on public routes. */
  readonly identity: Identity | null;
}

type AuthorizedEvent = APIGatewayProxyEventV2 & {
  requestContext: { authorizer?: { jwt?: { claims?: Claims } } };
};

const nobody = (): Rejection =>
  new Rejection('unauthenticated', 'The request carries no verified identity.');

const headerOf = (event: APIGatewayProxyEventV2, wanted: string): string | null =>
  Object.entries(event.headers).find(([name]) => name.toLowerCase() === wanted)?.[1] ?? null;

/** None where the issuer says that it has not verified it; some issuers write `"true"` as text. */
const verifiedAddress = (claims: Claims): string | null => {
  const email = ownClaim(claims, 'email');
  const isVerified = [undefined, true, 'true'].includes(
    ownClaim(claims, 'email_verified') as undefined,
  );
  return isVerified && typeof email === 'string' ? cleanAddress(email) : null;
};

/**
 * The caller, from the token that the authorizer verified; checked again here. On one machine the
 * front names the caller, and no token says anything.
 * @throws Rejection `unauthenticated` or `forbidden`.
 */
export const identityOf = (event: AuthorizedEvent): Identity => {
  const env = readEnvironment(
    'AUTH_ORG_CLAIM',
    'AUTH_ROLES_CLAIM',
    'AUTH_ROLES_SEPARATOR',
    'LOCAL_IDENTITY',
  );
  const verified = event.requestContext.authorizer?.jwt?.claims;
  if (!verified) throw nobody();
  const claims = env.LOCAL_IDENTITY
    ? verified
    : verifiedClaims(headerOf(event, 'authorization'), verified);
  const subject = ownClaim(claims, 'sub');
  if (typeof subject !== 'string' || subjectKey(subject) === null) throw nobody();
  const org = OrgId.safeParse(ownClaim(claims, env.AUTH_ORG_CLAIM));
  if (!org.success && !env.LOCAL_IDENTITY) {
    throw new Rejection('forbidden', `The token has no usable ${env.AUTH_ORG_CLAIM} claim.`);
  }
  return {
    id: subject.trim(),
    email: verifiedAddress(claims),
    org: env.LOCAL_IDENTITY || !org.success ? null : org.data,
    roles: rolesOf(ownClaim(claims, env.AUTH_ROLES_CLAIM), env.AUTH_ROLES_SEPARATOR),
  };
};

export const assertMay = (identity: Identity, right: Right): void => {
  if (!mayExercise(identity, right)) {
    throw new Rejection('forbidden', `This needs a role that may ${right}.`);
  }
};

const bodyText = (event: APIGatewayProxyEventV2): string =>
  event.isBase64Encoded
    ? Buffer.from(event.body ?? '', 'base64').toString('utf8')
    : (event.body ?? '');

const parseCookies = (cookies: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    cookies.map((cookie) => {
      const at = cookie.indexOf('=');
      return at < 0
        ? [cookie.trim(), '']
        : [cookie.slice(0, at).trim(), cookie.slice(at + 1).trim()];
    }),
  );

const definedEntries = (record: Readonly<Record<string, string | undefined>> | undefined) =>
  Object.fromEntries(
    Object.entries(record ?? {}).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );

const maxBodyBytes = 256 * 1024;

/**
 * `acceptsForm` is for pages alone: another site's page may send a form without asking.
 * @throws Rejection `invalid-request`, `payload-too-large` or `unsupported-media-type`.
 */
export const parseRequest = (
  event: APIGatewayProxyEventV2,
  { acceptsForm }: { readonly acceptsForm: boolean },
): Omit<HttpRequest, 'identity'> => {
  const headers = Object.fromEntries(
    Object.entries(definedEntries(event.headers)).map(([name, value]) => [
      name.toLowerCase(),
      value,
    ]),
  );
  const text = bodyText(event);
  if (Buffer.byteLength(text) > maxBodyBytes) {
    throw new Rejection('payload-too-large', `A body may have ${maxBodyBytes} bytes.`);
  }
  const mediaType = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const isForm = acceptsForm && mediaType === 'application/x-www-form-urlencoded';
  if (text !== '' && !isForm && mediaType !== 'application/json') {
    throw new Rejection('unsupported-media-type', 'A body needs content-type application/json.');
  }
  return {
    requestId: event.requestContext.requestId,
    path: event.rawPath,
    method: event.requestContext.http.method,
    params: definedEntries(event.pathParameters),
    query: definedEntries(event.queryStringParameters),
    headers,
    cookies: parseCookies(event.cookies ?? []),
    json: isForm ? undefined : parseJsonBody(text),
    form: isForm ? Object.fromEntries(new URLSearchParams(text)) : {},
  };
};
