import { describe, expect, it } from 'vitest';
import { answerUnrouted } from '../../functions/runtime/answer-unrouted.ts';
import { dispatch } from '../../functions/runtime/dispatch.ts';
import { aContext, anEvent } from '../support/seams/events.ts';

const task = '/api/v1/ai/tasks/task-01j0000000000000000000000a';
const gate = '/approvals/gate-01j0000000000000000000000a';

describe('what no route answers', () => {
  it.each([
    '/',
    '/api/v1/ai',
    '/api/v1/ai/nothing',
    `${task}/`,
    `${task}/approve/x`,
    '/api/v1/ai/tasks/',
    '/approvals/',
    '/approvals//codes',
    '//health',
  ])('%s is not found', (path) => {
    const answer = answerUnrouted(anEvent({ path }));

    expect(answer.statusCode).toBe(404);
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ error: 'not-found', instance: path });
    expect(answer.headers).toMatchObject({ 'x-request-id': 'request-1' });
  });

  it.each<[string, string, string]>([
    ['PUT', '/api/v1/ai/execute', 'POST'],
    ['DELETE', '/api/v1/ai/tasks', 'GET'],
    ['POST', task, 'GET'],
    ['GET', `${task}/cancel`, 'POST'],
    ['POST', '/health', 'GET'],
    ['OPTIONS', gate, 'GET, HEAD'],
    ['GET', `${gate}/codes`, 'POST'],
  ])('%s %s is a method that the path has not', (method, path, allow) => {
    const answer = answerUnrouted(anEvent({ method, path }));

    expect(answer.statusCode).toBe(405);
    expect(answer.headers).toMatchObject({
      allow,
      'content-type': 'application/problem+json',
      'x-request-id': 'request-1',
    });
    expect(JSON.parse(answer.body ?? '')).toMatchObject({
      error: 'method-not-allowed',
      status: 405,
      instance: path,
    });
  });
});

describe('one function for several routes', () => {
  const handler = dispatch({
    'GET /a': () => 'a',
    'GET /b': (event, context) => [event.rawPath, context.awsRequestId],
  });

  it('calls the handler that the route key names', () => {
    expect(handler(anEvent({ path: '/a' }), aContext)).toBe('a');
    expect(handler(anEvent({ path: '/b' }), aContext)).toEqual(['/b', 'invocation-1']);
  });

  it('fails for a route that it has no handler for', () => {
    expect(() => handler(anEvent({ path: '/c' }), aContext)).toThrow('No handler for route GET /c');
  });
});
