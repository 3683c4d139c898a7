import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { Conflict, problemStatuses, Rejection, TransientFailure } from '../domain/shared/errors.ts';
import type { ProblemCode, RejectionDetails } from '../domain/shared/errors.ts';

export type { ProblemCode } from '../domain/shared/errors.ts';

const titles: Readonly<Record<ProblemCode, string>> = {
  'invalid-request': 'The request is not valid',
  'invalid-cursor': 'The cursor is not valid',
  unauthenticated: 'Who calls is not known',
  forbidden: 'Not allowed',
  'org-mismatch': 'Another organisation',
  'self-approval': 'The requester may not decide',
  'cross-site-request': 'The request comes from another site',
  'not-found': 'Not found',
  'method-not-allowed': 'Method not allowed',
  conflict: 'Conflict',
  'already-decided': 'Already decided',
  'state-forbids': 'The state forbids it',
  'request-in-flight': 'The same request is in flight',
  'plan-digest-required': 'The plan digest is required',
  'plan-digest-mismatch': 'Another plan than the one named',
  'payload-too-large': 'Payload too large',
  'unsupported-media-type': 'Unsupported media type',
  'intent-unclear': 'The intent is unclear',
  'environment-contradiction': 'Intent and environment contradict each other',
  'idempotency-key-reused': 'The idempotency key was used for another request',
  'widening-edit': 'The edit widens the plan',
  'rate-limited': 'Too many requests',
  internal: 'Internal error',
  unavailable: 'Unavailable',
};

export interface ProblemOrigin {
  readonly instance: string;
  readonly requestId: string;
}

interface Problem {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly details?: RejectionDetails;
  readonly retryAfterSeconds?: number;
}

/** Translates what was thrown; a defect says nothing about itself. */
export const toProblem = (thrown: unknown): Problem => {
  if (thrown instanceof Rejection) {
    const { retryAfterSeconds } = thrown.details;
    return {
      code: thrown.code,
      detail: thrown.message,
      details: thrown.details,
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    };
  }
  // Before the failures that it is one of: contention is the answer of a race, and no outage.
  if (thrown instanceof Conflict) {
    return {
      code: 'conflict',
      detail: 'Others changed it at the same moment. Nothing was done: look again, then try again.',
    };
  }
  if (thrown instanceof TransientFailure) {
    return {
      code: 'unavailable',
      detail: thrown.shown ?? 'A dependency does not answer. Try again.',
      retryAfterSeconds: thrown.retryAfterSeconds,
    };
  }
  return { code: 'internal', detail: 'The request could not be carried out.' };
};

/**
 * What a rejection adds. It stands before the standard members and can't replace one; the state
 * that forbids is `current_status`, since `status` is HTTP's.
 */
const furtherMembers = ({ status, ...others }: Readonly<Record<string, unknown>>) => ({
  ...others,
  ...(status !== undefined && { current_status: status }),
});

/** The RFC 9457 document of a problem as an API Gateway answer. */
export const problemResponse = (
  problem: Problem,
  origin: ProblemOrigin,
): APIGatewayProxyStructuredResultV2 => {
  const status = problemStatuses[problem.code];
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'x-request-id': origin.requestId,
      ...(problem.retryAfterSeconds && { 'retry-after': String(problem.retryAfterSeconds) }),
    },
    body: JSON.stringify({
      ...furtherMembers(problem.details?.members ?? {}),
      type: `urn:ai-orchestrator:problem:${problem.code}`,
      title: titles[problem.code],
      status,
      detail: problem.detail,
      instance: origin.instance,
      error: problem.code,
      ...(problem.details?.errors && { errors: problem.details.errors }),
    }),
  };
};
