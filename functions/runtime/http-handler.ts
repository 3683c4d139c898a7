import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { Rejection } from '../domain/shared/errors.ts';
import { assertMay, identityOf, parseRequest } from './http-request.ts';
import type { HttpRequest } from './http-request.ts';
import { logger } from './logger.ts';
import { problemResponse, toProblem } from './problem.ts';
import { routeOf } from '../contract/routes.ts';
import type { OperationId } from '../contract/routes.ts';
import { lazy } from './lazy.ts';

/** What a use case answers over HTTP: a JSON body, a page, or plain text with its own content type. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly body?: unknown;
  readonly html?: string;
  readonly text?: string;
}

export type HttpOperation = (request: HttpRequest) => Promise<HttpAnswer>;

const toResponse = (answer: HttpAnswer, requestId: string): APIGatewayProxyStructuredResultV2 => {
  const [contentType, body] =
    answer.html !== undefined
      ? ['text/html; charset=utf-8', answer.html]
      : answer.text !== undefined
        ? ['text/plain; charset=utf-8', answer.text]
        : ['application/json', answer.body === undefined ? '' : JSON.stringify(answer.body)];
  return {
    statusCode: answer.status,
    headers: {
      'content-type': contentType,
      'cache-control': 'no-store',
      'x-request-id': requestId,
      ...answer.headers,
    },
    ...(answer.cookies && { cookies: [...answer.cookies] }),
    body,
  };
};

const originOf = (event: APIGatewayProxyEventV2) => ({
  instance: event.rawPath,
  requestId: event.requestContext.requestId,
});

/**
 * Makes the Lambda handler of one operation. The route's right is checked against the caller's
 * claims; whatever is thrown becomes a problem document, and a defect is logged with its cause.
 * `useCase` is composed once per cold start.
 */
export const httpHandler = (definition: {
  readonly operation: OperationId;
  readonly useCase: () => HttpOperation;
}) => {
  const operation = lazy(definition.useCase);
  const answer = async (event: APIGatewayProxyEventV2) => {
    const { right, group } = routeOf(definition.operation);
    const identity = right === 'public' ? null : identityOf(event);
    if (identity) assertMay(identity, right);
    const request = { ...parseRequest(event, { acceptsForm: group === 'page' }), identity };
    return toResponse(await operation()(request), request.requestId);
  };
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .onError((state) => {
      const problem = toProblem(state.error);
      if (problem.code === 'internal' || problem.code === 'unavailable') {
        logger().error('Request failed', {
          operation: definition.operation,
          request_id: state.event.requestContext.requestId,
          error: state.error ?? undefined,
        });
      }
      state.response = problemResponse(problem, originOf(state.event));
    })
    .handler(answer);
};

/** The caller of a route that is not public. */
export const callerOf = (request: HttpRequest) => {
  if (!request.identity) throw new Rejection('unauthenticated', 'The request carries no identity.');
  return request.identity;
};
