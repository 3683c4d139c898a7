import { UnsecuredJWT } from 'jose';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';

export interface EventParts {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly body?: string;
  readonly base64?: boolean;
  /** Claims of a token that the authorizer verified; null where there is none. */
  readonly claims?: Readonly<Record<string, unknown>> | null;
}

export const adminClaims = {
  sub: 'rita',
  email: 'rita@example.com',
  org_id: 'org-123',
  roles: ['admin'],
};

/** A token as the authorizer lets it through; nobody checks its signature behind it. */
export const aToken = (claims: Readonly<Record<string, unknown>>): string =>
  new UnsecuredJWT({ ...claims }).encode();

/** Claims as API Gateway hands them over: every value is text, and arrays are flattened. */
const flattened = (claims: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      Array.isArray(value) ? `[${value.join(' ')}]` : String(value),
    ]),
  );

/** A request as API Gateway hands it to a function, payload format 2.0. */
export const anEvent = (parts: EventParts = {}): APIGatewayProxyEventV2 => {
  const claims = parts.claims === undefined ? adminClaims : parts.claims;
  const method = parts.method ?? 'GET';
  const path = parts.path ?? '/api/v1/ai/tasks';
  return {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: '',
    headers: { ...(claims && { authorization: `Bearer ${aToken(claims)}` }), ...parts.headers },
    ...(parts.cookies && { cookies: [...parts.cookies] }),
    ...(parts.query && { queryStringParameters: { ...parts.query } }),
    ...(parts.params && { pathParameters: { ...parts.params } }),
    ...(parts.body !== undefined && { body: parts.body }),
    isBase64Encoded: parts.base64 ?? false,
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      domainName: 'localhost',
      domainPrefix: 'localhost',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId: 'request-1',
      routeKey: `${method} ${path}`,
      stage: '$default',
      time: '01/Mar/2026:09:00:00 +0000',
      timeEpoch: 1_772_355_600_000,
      ...(claims && { authorizer: { jwt: { claims: flattened(claims), scopes: [] } } }),
    },
  };
};

export const aJsonEvent = (body: unknown, parts: EventParts = {}): APIGatewayProxyEventV2 =>
  anEvent({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...parts,
  });

export const aContext = { awsRequestId: 'invocation-1', functionName: 'test' } as Context;
