import type { IncomingHttpHeaders } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** Claims as API Gateway's JWT authorizer hands them over: every value is text. */
export type GatewayClaims = Readonly<Record<string, string>>;

export interface ReceivedRequest {
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  readonly method: string;
  /** The request target as it came, with the query. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly sourceIp: string;
  readonly body: Buffer;
  /** `GET /tasks/{task_id}` as declared, or `$default`. */
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly claims: GatewayClaims | null;
}

/** What a function gets of a request. */
export type GatewayEvent = APIGatewayProxyEventV2 & {
  requestContext: {
    authorizer?: { jwt: { claims: GatewayClaims; scopes: readonly string[] | null } };
  };
};

export const splitTarget = (target: string): { path: string; query: string } => {
  const at = target.indexOf('?');
  return at < 0
    ? { path: target, query: '' }
    : { path: target.slice(0, at), query: target.slice(at + 1) };
};

const joinHeaders = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name !== 'cookie')
      .map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : (value ?? '')]),
  );

/** Repeated parameters are joined by commas, as payload format 2.0 does. */
const queryParameters = (query: string): Record<string, string> => {
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const earlier = parameters.get(name);
    parameters.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  return Object.fromEntries(parameters);
};

/** API Gateway hands over these types as text and everything else, forms too, as base64. */
const isText = (contentType: string | undefined): boolean =>
  contentType === undefined ||
  /^(text\/|application\/(json|javascript|xml)\b)/i.test(contentType.trim());

const bodyMembers = (body: Buffer, contentType: string | undefined) => {
  if (body.length === 0) return { isBase64Encoded: false };
  return isText(contentType)
    ? { body: body.toString('utf8'), isBase64Encoded: false }
    : { body: body.toString('base64'), isBase64Encoded: true };
};

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** Common Log Format time, such as `12/Mar/2026:19:03:58 +0000`. */
const logTime = (epochMilliseconds: number): string => {
  const [date = '', time = ''] = new Date(epochMilliseconds).toISOString().split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  return `${day}/${months[Number(month) - 1] ?? ''}/${year}:${time.slice(0, 8)} +0000`;
};

/** The request as an HTTP API hands it to a Lambda function: payload format version 2.0. */
export const toGatewayEvent = (request: ReceivedRequest): GatewayEvent => {
  const { path, query } = splitTarget(request.target);
  const { headers } = request;
  const cookies = headers.cookie?.split(/;\s*/).filter((cookie) => cookie !== '');
  const parameters = queryParameters(query);
  return {
    version: '2.0',
    routeKey: request.routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookies && cookies.length > 0 && { cookies }),
    headers: joinHeaders(headers),
    ...(Object.keys(parameters).length > 0 && { queryStringParameters: parameters }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      ...(request.claims && { authorizer: { jwt: { claims: request.claims, scopes: null } } }),
      domainName: headers.host ?? '',
      domainPrefix: 'local',
      http: {
        method: request.method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: request.requestId,
      routeKey: request.routeKey,
      stage: '$default',
      time: logTime(request.receivedAt),
      timeEpoch: request.receivedAt,
    },
    ...(Object.keys(request.pathParameters).length > 0 && {
      pathParameters: { ...request.pathParameters },
    }),
    ...bodyMembers(request.body, headers['content-type']),
  };
};
