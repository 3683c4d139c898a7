import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { problemResponse } from './problem.ts';
import { methodsOf } from '../contract/routes.ts';

/** 405 with `Allow` for a path that other methods have, 404 for any other. */
export const answerUnrouted = (
  event: APIGatewayProxyEventV2,
): APIGatewayProxyStructuredResultV2 => {
  const origin = { instance: event.rawPath, requestId: event.requestContext.requestId };
  const allowed = methodsOf(event.rawPath);
  if (allowed.length === 0) {
    return problemResponse({ code: 'not-found', detail: 'No such path.' }, origin);
  }
  const response = problemResponse(
    { code: 'method-not-allowed', detail: `This path answers ${allowed.join(', ')}.` },
    origin,
  );
  return { ...response, headers: { ...response.headers, allow: allowed.join(', ') } };
};
