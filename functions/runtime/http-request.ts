import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Identity, Right, Role } from '../domain/shared/identity.ts';
import { mayExercise } from '../domain/shared/identity.ts';
import { OrgId } from '../domain/shared/ids.ts';
import { Rejection } from '../domain/shared/errors.ts';
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

const knownRoles: readonly Role[] = ['viewer', 'operator', 'approver', 'admin'];

/** API Gateway hands array claims over as `[a b]`. */
const listClaim = (claim: unknown): readonly string[] => {
  if (Array.isArray(claim)) return claim.map(String);
  if (typeof claim !== 'string') return [];
  return claim
    .replace(/^\[|\]$/g, '')
    .split(/[\s,]+/)
    .filter((word) => word !== '');
};

type AuthorizedEvent = APIGatewayProxyEventV2 & {
  requestContext: { authorizer?: { jwt?: { claims?: Record<string, unknown> } } };
};

/** The caller, from claims that the authorizer verified; checked again here. */
export const identityOf = (event: AuthorizedEvent): Identity => {
  const claims = event.requestContext.authorizer?.jwt?.claims;
  if (!claims || typeof claims['sub'] !== 'string' || claims['sub'] === '') {
    throw new Rejection('unauthenticated', 'The request carries no verified identity.');
  }
  const env = readEnvironment('AUTH_ORG_CLAIM', 'AUTH_ROLES_CLAIM', 'LOCAL_IDENTITY');
  const org = OrgId.safeParse(claims[env.AUTH_ORG_CLAIM]);
  if (!org.success && !env.LOCAL_IDENTITY) {
    throw new Rejection('forbidden', `The token has no usable ${env.AUTH_ORG_CLAIM} claim.`);
  }
  const roles = listClaim(claims[env.AUTH_ROLES_CLAIM]);
  return {
    id: claims['sub'],
    email: typeof claims['email'] === 'string' ? claims['email'] : null,
    org: env.LOCAL_IDENTITY || !org.success ? null : org.data,
    roles: knownRoles.filter((role) => roles.includes(role)),
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
