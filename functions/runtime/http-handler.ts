import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { Rejection } from '../domain/shared/errors.ts';
import { assertMay, identityOf, parseRequest } from './http-request.ts';
import type { HttpRequest } from './http-request.ts';
import { logger } from './logger.ts';
import { problemResponse, toProblem } from './problem.ts';
import { rightOfGroup } from '../contract/groups.ts';
import type {
  AnswerBody,
  GroupOf,
  JsonAnswersOf,
  JsonOperationId,
  OperationId,
} from '../contract/operations.ts';
import { lazy } from './lazy.ts';

interface AnswerHead {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
}

interface AnyAnswer extends AnswerHead {
  readonly body?: unknown;
  readonly html?: string;
  readonly text?: string;
}

/** A page, or plain text with its own content type. */
export type TextAnswer = AnswerHead & ({ readonly html: string } | { readonly text: string });

/** The JSON that the contract says an operation answers with one of its statuses. */
type JsonAnswer<Id extends JsonOperationId> = {
  readonly [Status in keyof JsonAnswersOf<Id>]: AnswerHead & {
    readonly status: Status;
    readonly body: AnswerBody<Id, Status>;
  };
}[keyof JsonAnswersOf<Id>];

/** What an operation answers over HTTP where it succeeds. */
export type HttpAnswer<Id extends OperationId> = Id extends JsonOperationId
  ? JsonAnswer<Id>
  : TextAnswer;

export type HttpOperation<Id extends OperationId> = (
  request: HttpRequest,
) => Promise<HttpAnswer<Id>>;

const toResponse = (answer: AnyAnswer, requestId: string): APIGatewayProxyStructuredResultV2 => {
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
 * Makes the Lambda handler of one operation. The right of its group is checked against the caller's
 * claims; whatever is thrown becomes a problem document, and a defect is logged with its cause.
 * `useCase` is composed once per cold start, and answers what the contract says or does not compile.
 */
export const httpHandler = <Id extends OperationId>(definition: {
  readonly operation: Id;
  /** The contract's; said here so that no function loads the schemas of every operation. */
  readonly group: GroupOf<Id>;
  readonly useCase: () => HttpOperation<Id>;
}) => {
  const operation: () => (request: HttpRequest) => Promise<AnyAnswer> = lazy(definition.useCase);
  const answer = async (event: APIGatewayProxyEventV2) => {
    const { group } = definition;
    const right = rightOfGroup[group];
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
