import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  Conflict,
  Rejection,
  stateForbids,
  TransientFailure,
} from '../../functions/domain/shared/errors.ts';
import { callerOf, httpHandler } from '../../functions/runtime/http-handler.ts';
import type { HttpOperation } from '../../functions/runtime/http-handler.ts';
import { routes } from '../../functions/runtime/routes.ts';
import type { OperationId } from '../../functions/runtime/routes.ts';
import { aContext, adminClaims, aJsonEvent, anEvent } from '../support/seams/events.ts';

beforeEach(() => {
  vi.stubEnv('LOCAL_IDENTITY', 'false');
  vi.stubEnv('LOG_FORMAT', 'text');
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const run = async (
  operation: OperationId,
  use: HttpOperation,
  event: APIGatewayProxyEventV2,
): Promise<APIGatewayProxyStructuredResultV2 & { json: Record<string, unknown> }> => {
  const answer = await httpHandler({ operation, useCase: () => use })(event, aContext);
  const text = answer.body ?? '';
  return {
    ...answer,
    json: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {},
  };
};

/** Answers with what it was given, so that a test sees what a use case would. */
const echo: HttpOperation = (request) => Promise.resolve({ status: 200, body: { request } });
const fine: HttpOperation = () => Promise.resolve({ status: 200, body: { fine: true } });

/** Throws anything, as code that is not ours may. */
const failing =
  (thrown: unknown): HttpOperation =>
  () => {
    throw thrown;
  };

describe('an answer', () => {
  it('carries the request id, its type and no-store', async () => {
    const answer = await run('listTasks', fine, anEvent());

    expect(answer).toMatchObject({
      statusCode: 200,
      headers: {
        'content-type': 'application/json',
        'cache-control': 'no-store',
        'x-request-id': 'request-1',
      },
      body: '{"fine":true}',
    });
  });

  it('may be a page with cookies and headers of its own', async () => {
    const answer = await run(
      'showGate',
      () =>
        Promise.resolve({
          status: 303,
          html: '<p>Hello</p>',
          headers: { location: '/there' },
          cookies: ['a=b'],
        }),
      anEvent({ claims: null }),
    );

    expect(answer).toMatchObject({
      statusCode: 303,
      headers: { 'content-type': 'text/html; charset=utf-8', location: '/there' },
      cookies: ['a=b'],
      body: '<p>Hello</p>',
    });
  });

  it('may be plain text, or nothing', async () => {
    const text = await run(
      'getMetrics',
      () => Promise.resolve({ status: 200, text: 'x 1' }),
      anEvent(),
    );
    const nothing = await run('getMetrics', () => Promise.resolve({ status: 202 }), anEvent());

    expect(text).toMatchObject({
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: 'x 1',
    });
    expect(nothing).toMatchObject({ statusCode: 202, body: '' });
  });

  it('comes from a use case that is composed once', async () => {
    const useCase = vi.fn(() => fine);
    const handler = httpHandler({ operation: 'listTasks', useCase });

    await handler(anEvent(), aContext);
    await handler(anEvent(), aContext);

    expect(useCase).toHaveBeenCalledTimes(1);
  });
});

describe('the caller', () => {
  it('is taken from the claims that the authorizer verified', async () => {
    const answer = await run('listTasks', echo, anEvent());

    expect(answer.json).toMatchObject({
      request: {
        identity: { id: 'rita', email: 'rita@example.com', org: 'org-123', roles: ['admin'] },
      },
    });
  });

  it.each<[string, unknown, readonly string[]]>([
    ['an array, as API Gateway writes it', '[viewer operator]', ['viewer', 'operator']],
    ['a list in a text', 'approver, viewer', ['viewer', 'approver']],
    ['an array', ['operator', 'viewer'], ['viewer', 'operator']],
    ['unknown words', '[root viewer Admin]', ['viewer']],
  ])('has the roles of a claim that is %s', async (_, roles, expected) => {
    const answer = await run('listTasks', echo, anEvent({ claims: { ...adminClaims, roles } }));

    expect(answer.json).toMatchObject({ request: { identity: { roles: expected } } });
  });

  it('has org and roles from the claims that the deployment names', async () => {
    vi.stubEnv('AUTH_ORG_CLAIM', 'tenant');
    vi.stubEnv('AUTH_ROLES_CLAIM', 'groups');

    const answer = await run(
      'listTasks',
      echo,
      anEvent({ claims: { sub: 'bob', tenant: 'org-9', groups: '[viewer]' } }),
    );

    expect(answer.json).toMatchObject({
      request: { identity: { id: 'bob', email: null, org: 'org-9', roles: ['viewer'] } },
    });
  });

  it('is at home in every org only where the deployment is one machine', async () => {
    vi.stubEnv('LOCAL_IDENTITY', 'true');

    const answer = await run(
      'listTasks',
      echo,
      anEvent({ claims: { sub: 'local', roles: 'admin' } }),
    );

    expect(answer.json).toMatchObject({ request: { identity: { org: null } } });
  });

  it.each<[string, object | null, string]>([
    ['no claims', null, '401 unauthenticated'],
    ['no subject', { org_id: 'org-123', roles: '[admin]' }, '401 unauthenticated'],
    ['an empty subject', { ...adminClaims, sub: '' }, '401 unauthenticated'],
    ['no org', { sub: 'rita', roles: '[admin]' }, '403 forbidden'],
    ['an org that is no id', { ...adminClaims, org_id: 'a#b' }, '403 forbidden'],
    ['a list of orgs', { ...adminClaims, org_id: ['org-123'] }, '403 forbidden'],
    ['no roles', { sub: 'rita', org_id: 'org-123' }, '403 forbidden'],
  ])('with %s is refused', async (_, claims, expected) => {
    const answer = await run(
      'listTasks',
      fine,
      anEvent({ claims: claims as Record<string, unknown> | null }),
    );

    expect(`${answer.statusCode ?? 0} ${String(answer.json['error'])}`).toBe(expected);
  });

  it('of a public route is nobody, whatever the token says', async () => {
    const answer = await run('getHealth', echo, anEvent());

    expect(answer.json).toMatchObject({ request: { identity: null } });
  });

  it('is needed by whoever asks for one', () => {
    expect(() => callerOf({ identity: null } as never)).toThrow(
      expect.objectContaining({ code: 'unauthenticated' }) as Error,
    );
  });
});

/** Who may call what: the right of each route is in the table of routes. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  read: ['viewer', 'operator', 'approver', 'admin'],
  submit: ['operator', 'admin'],
  control: ['operator', 'admin'],
  decide: ['approver', 'admin'],
};

const guarded = routes.filter(({ right }) => right !== 'public');
const cases = guarded.flatMap(({ operation, right }) =>
  ['viewer', 'operator', 'approver', 'admin'].map(
    (role) => [operation, role, allowed[right]?.includes(role) ?? false] as const,
  ),
);

describe('a right', () => {
  it.each(cases)('%s by a %s: %s', async (operation, role, may) => {
    const answer = await run(
      operation,
      fine,
      anEvent({ claims: { ...adminClaims, roles: `[${role}]` } }),
    );

    expect(answer.statusCode).toBe(may ? 200 : 403);
  });

  it('is checked before the body is looked at', async () => {
    const answer = await run(
      'submitTask',
      fine,
      aJsonEvent('{', { claims: { ...adminClaims, roles: '[viewer]' } }),
    );

    expect(answer.json['error']).toBe('forbidden');
  });
});

describe('what was thrown', () => {
  it.each<[string, unknown, { status: number; [member: string]: unknown }]>([
    [
      'a rejection',
      new Rejection('invalid-request', 'Bad.', { errors: [{ pointer: '/a', detail: 'no' }] }),
      {
        type: 'urn:ai-orchestrator:problem:invalid-request',
        title: 'The request is not valid',
        status: 400,
        detail: 'Bad.',
        instance: '/api/v1/ai/tasks',
        error: 'invalid-request',
        errors: [{ pointer: '/a', detail: 'no' }],
      },
    ],
    [
      'a state that forbids',
      stateForbids('Too late.', { status: 'completed', approval: { quorum: 1 } }),
      {
        type: 'urn:ai-orchestrator:problem:state-forbids',
        title: 'The state forbids it',
        status: 409,
        detail: 'Too late.',
        instance: '/api/v1/ai/tasks',
        error: 'state-forbids',
        current_status: 'completed',
        approval: { quorum: 1 },
      },
    ],
    [
      'a transient failure',
      new TransientFailure('table-1 is throttled', { retryAfterSeconds: 3 }),
      {
        type: 'urn:ai-orchestrator:problem:unavailable',
        title: 'Unavailable',
        status: 503,
        detail: 'A dependency does not answer. Try again.',
        instance: '/api/v1/ai/tasks',
        error: 'unavailable',
      },
    ],
    [
      'a defect',
      new TypeError("Cannot read 'secret' of undefined at /srv/index.mjs:1:2"),
      {
        type: 'urn:ai-orchestrator:problem:internal',
        title: 'Internal error',
        status: 500,
        detail: 'The request could not be carried out.',
        instance: '/api/v1/ai/tasks',
        error: 'internal',
      },
    ],
  ])('as %s becomes its problem document', async (_, error, document) => {
    const answer = await run('listTasks', failing(error), anEvent());

    expect(answer.statusCode).toBe(document.status);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'x-request-id': 'request-1',
    });
    expect(answer.json).toEqual(document);
  });

  it('transiently says when to come again, a conflict likewise', async () => {
    const failure = new TransientFailure('busy', { retryAfterSeconds: 3 });

    expect((await run('listTasks', failing(failure), anEvent())).headers).toMatchObject({
      'retry-after': '3',
    });
    expect((await run('listTasks', failing(new Conflict('task 1')), anEvent())).statusCode).toBe(
      503,
    );
  });

  it.each([null, undefined, 'text', { status: 200 }])(
    'that is no error (%j) is a defect as well',
    async (thrown) => {
      const answer = await run('listTasks', failing(thrown), anEvent());

      expect(answer.statusCode).toBe(500);
    },
  );

  it('while the use case is composed is a defect that says nothing', async () => {
    const handler = httpHandler({
      operation: 'listTasks',
      useCase: () => {
        throw new Error('Environment variable TABLE_NAME: missing');
      },
    });

    const answer = await handler(anEvent(), aContext);

    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('TABLE_NAME');
  });

  it('is logged with operation and request id where it is ours or a dependency’s', async () => {
    const lines = vi.spyOn(process.stderr, 'write').mockReturnValue(true);

    await run('listTasks', failing(new Rejection('forbidden', 'No.')), anEvent());
    expect(lines).not.toHaveBeenCalled();
    await run('listTasks', failing(new Error('broken')), anEvent());

    const line = String(lines.mock.calls[0]?.[0]);
    expect(line).toContain('ERROR Request failed operation="listTasks" request_id="request-1"');
    expect(line).toContain('Error: broken');
  });
});
