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
import type { HttpRequest } from '../../functions/runtime/http-request.ts';
import { routeOf, routes } from '../../functions/contract/routes.ts';
import type { OperationId } from '../../functions/contract/operations.ts';
import { aContext, adminClaims, aJsonEvent, anEvent, aToken } from '../support/seams/events.ts';

beforeEach(() => {
  vi.stubEnv('LOCAL_IDENTITY', 'false');
  vi.stubEnv('LOG_FORMAT', 'text');
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** Answers whatever a test wants of it, also what no operation may. */
type AnyOperation = (request: HttpRequest) => Promise<unknown>;

const run = async (
  operation: OperationId,
  use: AnyOperation,
  event: APIGatewayProxyEventV2,
): Promise<APIGatewayProxyStructuredResultV2 & { json: Record<string, unknown> }> => {
  const answer = await httpHandler({
    operation,
    group: routeOf(operation).group,
    useCase: () => use as HttpOperation<OperationId>,
  })(event, aContext);
  const text = answer.body ?? '';
  return {
    ...answer,
    json: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {},
  };
};

/** Answers with what it was given, so that a test sees what a use case would. */
const echo: AnyOperation = (request) => Promise.resolve({ status: 200, body: { request } });
const fine: AnyOperation = () => Promise.resolve({ status: 200, body: { fine: true } });

/** Throws anything, as code that is not ours may. */
const failing =
  (thrown: unknown): AnyOperation =>
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
    const useCase = vi.fn(() => fine as HttpOperation<'listTasks'>);
    const handler = httpHandler({ operation: 'listTasks', group: 'read', useCase });

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
    ['an array', ['operator', 'viewer'], ['viewer', 'operator']],
    ['an array with repetitions', ['viewer', 'viewer'], ['viewer']],
    ['a text with one role', 'approver', ['approver']],
    ['an array with unknown words', ['root', 'viewer', 'Admin', 'ADMIN', ' admin'], ['viewer']],
    ['an array with a role in a longer one', ['viewer', 'billing admin', 'x,admin'], ['viewer']],
    ['an array with no texts', ['viewer', 1, null, ['admin'], { admin: true }], ['viewer']],
    ['an array with names of objects', ['viewer', '__proto__', 'constructor'], ['viewer']],
  ])('has the roles of a claim that is %s', async (_, roles, expected) => {
    const answer = await run('listTasks', echo, anEvent({ claims: { ...adminClaims, roles } }));

    expect(answer.json).toMatchObject({ request: { identity: { roles: expected } } });
  });

  it.each<[string, unknown]>([
    ['two words', 'no admin'],
    ['a list', 'x,admin'],
    ['an array in a text', '[admin]'],
    ['an array in JSON', '["admin"]'],
    ['a role with a space', 'admin '],
    ['an object', { admin: true, role: 'admin' }],
    ['an object with a role for its prototype', JSON.parse('{"__proto__":["admin"]}')],
    ['a number', 1],
    ['nothing', null],
    ['an array in an array', [['admin']]],
  ])('has no role in a claim that is %s', async (_, roles) => {
    const answer = await run('listTasks', fine, anEvent({ claims: { ...adminClaims, roles } }));

    expect([answer.statusCode, answer.json['error']]).toEqual([403, 'forbidden']);
  });

  it.each<[string, string, readonly string[]]>([
    [',', 'approver, viewer', ['viewer', 'approver']],
    [',', 'viewer,billing admin', ['viewer']],
    [' ', 'viewer operator', ['viewer', 'operator']],
    [' ', 'viewer x,admin', ['viewer']],
    [';', 'viewer; admin,x', ['viewer']],
  ])('has the roles between the separator %j of %j', async (separator, roles, expected) => {
    vi.stubEnv('AUTH_ROLES_SEPARATOR', separator);

    const answer = await run('listTasks', echo, anEvent({ claims: { ...adminClaims, roles } }));

    expect(answer.json).toMatchObject({ request: { identity: { roles: expected } } });
  });

  it('never has a role that API Gateway made by flattening an array', async () => {
    const roles = ['viewer', 'no admin'];
    const event = anEvent({ claims: { ...adminClaims, roles } });

    expect(event.requestContext).toMatchObject({
      authorizer: { jwt: { claims: { roles: '[viewer no admin]' } } },
    });
    expect((await run('listTasks', echo, event)).json).toMatchObject({
      request: { identity: { roles: ['viewer'] } },
    });
  });

  it.each<[string, string | undefined]>([
    ['no token', undefined],
    ['something that is no token', 'Bearer abc'],
    ['the token of another subject', `Bearer ${aToken({ ...adminClaims, sub: 'eve' })}`],
    ['the token of another issuer', `Bearer ${aToken({ ...adminClaims, iss: 'https://x' })}`],
  ])('with %s beside the verified claims is refused', async (_, authorization) => {
    const event = anEvent();
    const headers = { ...(authorization !== undefined && { authorization }) };

    const answer = await run('listTasks', fine, { ...event, headers });

    expect([answer.statusCode, answer.json['error']]).toEqual([401, 'unauthenticated']);
  });

  it('of one machine is not who a token says', async () => {
    vi.stubEnv('LOCAL_IDENTITY', 'true');
    const headers = { authorization: `Bearer ${aToken({ sub: 'eve', org_id: 'org-9' })}` };

    const answer = await run(
      'listTasks',
      echo,
      anEvent({ claims: { sub: 'local-admin', roles: 'admin' }, headers }),
    );

    expect(answer.json).toMatchObject({
      request: { identity: { id: 'local-admin', org: null, roles: ['admin'] } },
    });
  });

  it.each<[string, object, string | null]>([
    ['one', {}, 'rita@example.com'],
    ['a verified one', { email_verified: true }, 'rita@example.com'],
    ['one verified in words', { email_verified: 'true' }, 'rita@example.com'],
    ['an unverified one', { email_verified: false }, null],
    ['one unverified in words', { email_verified: 'false' }, null],
    ['one verified by a number', { email_verified: 1 }, null],
    ['one with spaces', { email: ' rita@example.com\u00a0' }, 'rita@example.com'],
    ['a full-width one', { email: 'rita＠ｅxample.com' }, 'rita@example.com'],
    ['an international one', { email: 'rita@bücher.example' }, 'rita@xn--bcher-kva.example'],
    ['none', { email: undefined }, null],
    ['a list', { email: ['rita@example.com'] }, null],
    ['no address', { email: 'rita' }, null],
  ])('whose token holds %s has the address %#', async (_, claims, email) => {
    const answer = await run('listTasks', echo, anEvent({ claims: { ...adminClaims, ...claims } }));

    expect(answer.json).toMatchObject({ request: { identity: { email } } });
  });

  it('has org and roles from the claims that the deployment names', async () => {
    vi.stubEnv('AUTH_ORG_CLAIM', 'tenant');
    vi.stubEnv('AUTH_ROLES_CLAIM', 'groups');

    const answer = await run(
      'listTasks',
      echo,
      anEvent({ claims: { sub: 'bob', tenant: 'org-9', groups: ['viewer'] } }),
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
    ['no subject', { org_id: 'org-123', roles: ['admin'] }, '401 unauthenticated'],
    ['an empty subject', { ...adminClaims, sub: '' }, '401 unauthenticated'],
    ['a blank subject', { ...adminClaims, sub: ' \u200b\t' }, '401 unauthenticated'],
    ['a subject that is no text', { ...adminClaims, sub: 7 }, '401 unauthenticated'],
    ['an org with a space', { ...adminClaims, org_id: 'org-123 ' }, '403 forbidden'],
    ['no org', { sub: 'rita', roles: ['admin'] }, '403 forbidden'],
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
      anEvent({ claims: { ...adminClaims, roles: [role] } }),
    );

    expect(answer.statusCode).toBe(may ? 200 : 403);
  });

  it('is checked before the body is looked at', async () => {
    const answer = await run(
      'submitTask',
      fine,
      aJsonEvent('{', { claims: { ...adminClaims, roles: ['viewer'] } }),
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

  it('transiently says when to come again', async () => {
    const failure = new TransientFailure('busy', { retryAfterSeconds: 3 });

    expect((await run('listTasks', failing(failure), anEvent())).headers).toMatchObject({
      'retry-after': '3',
    });
  });

  it('because others were first is the answer of a race, and no outage', async () => {
    const answer = await run('cancelTask', failing(new Conflict('task 1')), anEvent());

    expect([answer.statusCode, answer.json['error']]).toEqual([409, 'conflict']);
    expect(answer.body).not.toContain('task 1');
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
      group: 'read',
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
