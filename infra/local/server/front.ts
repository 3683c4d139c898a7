import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { problemResponse } from '../../../functions/runtime/problem.ts';
import { refuseAtDoor } from './door.ts';
import type { DoorSettings } from './door.ts';
import { splitTarget, toGatewayEvent } from './gateway-event.ts';
import type { GatewayEvent } from './gateway-event.ts';
import { gatewayMessage, sendResponse, toGatewayResponse } from './gateway-response.ts';
import type { GatewayResponse } from './gateway-response.ts';
import type { Authorization, Authorize } from './jwt-authorizer.ts';
import { matchRoute } from './match-route.ts';
import type { RoutePattern } from './match-route.ts';
import { readBody } from '../../emulators/aws-json/read-body.ts';

export interface FrontRoute extends RoutePattern {
  readonly right: string;
  readonly handler: string;
}

export type RawHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface FrontSettings {
  readonly routes: readonly FrontRoute[];
  /** Stem of the handler for whatever no route matches. */
  readonly fallbackHandler: string;
  readonly door: () => DoorSettings;
  readonly authorize: Authorize;
  readonly invoke: (stem: string, event: GatewayEvent) => Promise<unknown>;
  /** Handlers below `/_local`, by path prefix; absent while an issuer guards the API. */
  readonly local?: Readonly<Record<string, RawHandler>>;
  readonly onDefect: (error: unknown, path: string) => void;
}

/** The largest request that Lambda takes; smaller bodies that the API refuses reach the function. */
const maxBodyBytes = 6 * 1024 * 1024;

/** API Gateway stops waiting for a function after 30 s. */
const integrationTimeoutMilliseconds = 30_000;

const tooLong = gatewayMessage(413, 'Request Too Long');
const unauthorized: GatewayResponse = {
  ...gatewayMessage(401, 'Unauthorized'),
  headers: { 'content-type': 'application/json', 'www-authenticate': 'Bearer' },
};

const serverError = gatewayMessage(500, 'Internal Server Error');

const withinTimeout = async (work: Promise<unknown>): Promise<GatewayResponse> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<GatewayResponse>((resolve) => {
    timer = setTimeout(
      () => resolve(gatewayMessage(503, 'Service Unavailable')),
      integrationTimeoutMilliseconds,
    );
  });
  try {
    return await Promise.race([work.then(toGatewayResponse), timeout]);
  } finally {
    clearTimeout(timer);
  }
};

const countHosts = (request: IncomingMessage): number =>
  request.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host')
    .length;

const callFunction = async (
  request: IncomingMessage,
  requestId: string,
  settings: FrontSettings,
): Promise<GatewayResponse> => {
  const receivedAt = Date.now();
  const target = request.url ?? '/';
  const method = request.method ?? 'GET';
  const { path } = splitTarget(target);
  const match = matchRoute(settings.routes, method, path);
  let authorization: Authorization | null = null;
  if (match && match.route.right !== 'public') {
    authorization = await settings.authorize(request.headers.authorization);
    if (authorization.outcome === 'unauthorized') return unauthorized;
    if (authorization.outcome === 'unavailable') {
      settings.onDefect(authorization.cause, path);
      return serverError;
    }
  }
  const body = await readBody(request, maxBodyBytes);
  if (body === undefined)
    return { ...tooLong, headers: { ...tooLong.headers, connection: 'close' } };
  const event = toGatewayEvent({
    requestId,
    receivedAt,
    method,
    target,
    headers: request.headers,
    sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
    body,
    routeKey: match ? `${match.route.method} ${match.route.path}` : '$default',
    pathParameters: match?.parameters ?? {},
    claims: authorization?.claims ?? null,
  });
  return withinTimeout(settings.invoke(match?.route.handler ?? settings.fallbackHandler, event));
};

const problem = (...of: Parameters<typeof problemResponse>): GatewayResponse =>
  toGatewayResponse(problemResponse(...of));

const localHandler = (path: string, settings: FrontSettings): RawHandler | null =>
  Object.entries(settings.local ?? {}).find(
    ([prefix]) => path === prefix || path.startsWith(`${prefix}/`),
  )?.[1] ?? null;

/**
 * The listener that stands where API Gateway stands: door, authorizer, route, function, answer.
 * Every answer carries `x-request-id`; whatever breaks below is API Gateway's own 500.
 */
export const createFront = (settings: FrontSettings): RawHandler => {
  const answer = async (
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<GatewayResponse | null> => {
    const requestId = randomUUID();
    response.setHeader('x-request-id', requestId);
    const { path } = splitTarget(request.url ?? '/');
    const refusal = refuseAtDoor(
      {
        method: request.method ?? 'GET',
        path,
        headers: request.headers,
        hostHeaders: countHosts(request),
      },
      settings.door(),
    );
    if (refusal) return problem(refusal, { instance: path, requestId });
    if (path === '/_local' || path.startsWith('/_local/')) {
      const handle = localHandler(path, settings);
      if (!handle) {
        const detail = settings.local
          ? 'No such path below /_local.'
          : 'Behind an issuer /_local is off.';
        return problem({ code: 'not-found', detail }, { instance: path, requestId });
      }
      await handle(request, response);
      return null;
    }
    return callFunction(request, requestId, settings);
  };
  return async (request, response) => {
    let outcome: GatewayResponse | null;
    try {
      outcome = await answer(request, response);
    } catch (error) {
      settings.onDefect(error, request.url ?? '/');
      outcome = serverError;
    }
    if (outcome) sendResponse(response, outcome);
  };
};
