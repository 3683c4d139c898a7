import { describe, expect, it } from 'vitest';
import {
  Conflict,
  notFound,
  problemStatuses,
  Rejection,
  stateForbids,
  TransientFailure,
} from '../../../functions/domain/shared/errors.ts';

describe('the problem codes', () => {
  it('are the closed list of the product, each with its status', () => {
    expect(problemStatuses).toEqual({
      'invalid-request': 400,
      'invalid-cursor': 400,
      unauthenticated: 401,
      forbidden: 403,
      'org-mismatch': 403,
      'self-approval': 403,
      'cross-site-request': 403,
      'not-found': 404,
      'method-not-allowed': 405,
      conflict: 409,
      'already-decided': 409,
      'state-forbids': 409,
      'request-in-flight': 409,
      'plan-digest-required': 409,
      'plan-digest-mismatch': 409,
      'payload-too-large': 413,
      'unsupported-media-type': 415,
      'intent-unclear': 422,
      'environment-contradiction': 422,
      'idempotency-key-reused': 422,
      'widening-edit': 422,
      'rate-limited': 429,
      internal: 500,
      unavailable: 503,
    });
  });
});

describe('an error', () => {
  it.each<[string, () => Error, string]>([
    ['a refusal', () => new Rejection('forbidden', 'no'), 'Rejection'],
    ['what is not there', () => notFound('task'), 'Rejection'],
    ['what the state forbids', () => stateForbids('no'), 'Rejection'],
    ['what may pass', () => new TransientFailure('later'), 'TransientFailure'],
    ['another writer', () => new Conflict('task 1'), 'TransientFailure'],
  ])('%s has the name that a state machine matches on', (_what, make, name) => {
    expect(make().name).toBe(name);
  });

  it('answers alike for what is unknown, foreign or malformed', () => {
    expect(notFound('task')).toMatchObject({ code: 'not-found', message: 'No such task.' });
  });

  it('keeps its cause and says when to come again', () => {
    const cause = new Error('disk');

    const failure = new TransientFailure('The store does not answer', {
      cause,
      retryAfterSeconds: 7,
    });

    expect(failure.cause).toBe(cause);
    expect(failure.retryAfterSeconds).toBe(7);
    expect(new Conflict('task 1', cause)).toMatchObject({
      cause,
      subject: 'task 1',
      retryAfterSeconds: 1,
      message: 'Another writer changed task 1 first',
    });
  });
});
