import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashCode } from '../../../functions/domain/approval/codes.ts';
import type { Gate } from '../../../functions/domain/approval/gate.ts';
import type { GateId } from '../../../functions/domain/shared/ids.ts';
import { handler as decideByPage } from '../../../functions/handlers/api/page/decide-by-page.ts';
import { handler as openSession } from '../../../functions/handlers/api/page/open-session.ts';
import { handler as requestCode } from '../../../functions/handlers/api/page/request-code.ts';
import { handler as showGate } from '../../../functions/handlers/api/page/show-gate.ts';
import { installTransport } from '../../../functions/runtime/aws-clients.ts';
import { aGate } from '../../support/builders/a-gate.ts';
import { org, planDigest } from '../../support/builders/ids.ts';
import { openWorld } from '../../support/world/approval-world.ts';
import type { World } from '../../support/world/approval-world.ts';

type Handler = typeof showGate;

let world: World;
beforeAll(async () => {
  world = await openWorld();
  installTransport({ dynamodb: world.table.client.config.requestHandler });
  process.env['TABLE_NAME'] = world.table.name;
  process.env['PUBLIC_URL'] = 'https://approve.example.com';
});
afterAll(() => world.close());

/** A gate with its task and plan, waiting in the handlers' own time, and a code for alice. */
const openGate = async (changes: Partial<Gate> = {}) => {
  const gate = aGate({
    gate_id: world.ids.gateId(),
    task_id: world.ids.taskId(),
    expires_at: '2999-01-01T00:00:00.000Z',
    ...changes,
  });
  await world.putTask({
    task_id: gate.task_id,
    status: 'pending_approval',
    gate_id: gate.gate_id,
  });
  await world.unitOfWork.commit({
    documents: [{ kind: 'gate', document: gate, expected: null }],
    audit: [],
    messages: [],
    counters: [],
  });
  await world.codes.issue(gate, {
    approver_id: 'alice',
    code_hash: hashCode(gate.gate_id, 'alice', '123456'),
    expires_at: '2999-01-01T00:00:00.000Z',
  });
  return gate.gate_id;
};

interface Call {
  readonly gateId: string;
  readonly method?: string;
  readonly step?: string;
  readonly form?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly cookies?: string[];
  readonly query?: Record<string, string>;
}

const send = async (handler: Handler, call: Call): Promise<APIGatewayProxyStructuredResultV2> => {
  const { gateId, form, method = form ? 'POST' : 'GET' } = call;
  const rawPath = `/approvals/${gateId}${call.step ? `/${call.step}` : ''}`;
  const event = {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: '',
    headers: {
      host: 'approve.example.com',
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...call.headers,
    },
    ...(call.cookies && { cookies: call.cookies }),
    queryStringParameters: call.query ?? {},
    pathParameters: { gate_id: gateId },
    requestContext: { requestId: 'r-1', http: { method, path: rawPath } },
    ...(form && { body: new URLSearchParams(form).toString() }),
    isBase64Encoded: false,
  } as unknown as APIGatewayProxyEventV2;
  return await handler(event, {} as Context);
};

const gateOf = (gateId: GateId) => world.gates.get({ org_id: org, gate_id: gateId });
const cookieOf = (answer: APIGatewayProxyStructuredResultV2): string =>
  answer.cookies?.[0]?.split(';')[0] ?? '';

describe('looking', () => {
  test('answers a page that a scanner may open without harm', async () => {
    const gateId = await openGate();
    const before = await gateOf(gateId);

    const got = await send(showGate, { gateId });
    const peeked = await send(showGate, { gateId, method: 'HEAD' });

    expect([got.statusCode, peeked.statusCode]).toEqual([200, 200]);
    expect(got.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
    });
    expect(peeked.headers).toEqual(got.headers);
    expect(peeked.body).toBe('');
    expect(got.cookies).toBeUndefined();
    expect(await gateOf(gateId)).toEqual(before);
  });

  test.each(['gate-00000000000000000000009999', 'gate-x', '..%2f', 'GATE-<script>'])(
    'answers 404 with one page for %s',
    async (gateId) => {
      const answer = await send(showGate, { gateId });

      expect(answer.statusCode).toBe(404);
      expect(answer.body).toContain('<h1>No such approval</h1>');
      expect(answer.body).not.toContain('<script');
    },
  );
});

describe('the way to a decision', () => {
  test('leads from the code over the cookie to the decision, each step back to the page', async () => {
    const gateId = await openGate();
    const page = `/approvals/${gateId}`;

    const entered = await send(openSession, { gateId, step: 'session', form: { code: '123456' } });
    const cookies = [cookieOf(entered)];
    const seen = await send(showGate, { gateId, cookies });
    const csrf = /name="csrf_token" value="([0-9a-f]{64})"/.exec(seen.body ?? '')?.[1] ?? '';
    const decided = await send(decideByPage, {
      gateId,
      step: 'decision',
      cookies,
      headers: { origin: 'null', 'sec-fetch-site': 'same-origin' },
      form: { decision: 'approve', reason: '', plan_digest: planDigest, csrf_token: csrf },
    });

    expect([entered.statusCode, entered.headers?.['location']]).toEqual([303, page]);
    expect(entered.cookies?.[0]).toMatch(
      new RegExp(
        `^gate_session=[A-Za-z0-9_-]{43}; Path=${page}; Max-Age=600; HttpOnly; SameSite=Strict; Secure$`,
      ),
    );
    expect(seen.body).toContain(planDigest);
    expect([decided.statusCode, decided.headers?.['location']]).toEqual([
      303,
      `${page}?notice=decision-recorded`,
    ]);
    expect(await gateOf(gateId)).toMatchObject({
      status: 'approved',
      decisions: [{ by: { id: 'alice' }, channel: 'page' }],
    });
    const after = await send(showGate, { gateId, query: { notice: 'decision-recorded' } });
    expect(after.body).toContain('Your decision is on record.');
  });

  test('a wrong code gives no cookie and says no more than that', async () => {
    const gateId = await openGate();

    const answer = await send(openSession, { gateId, step: 'session', form: { code: '654321' } });

    expect(answer.headers?.['location']).toBe(`/approvals/${gateId}?notice=code-refused`);
    expect(answer.cookies).toBeUndefined();
  });

  test('a cookie alone does not decide: the form must be the session’s own', async () => {
    const gateId = await openGate();
    const entered = await send(openSession, { gateId, step: 'session', form: { code: '123456' } });

    const answer = await send(decideByPage, {
      gateId,
      step: 'decision',
      cookies: [cookieOf(entered)],
      form: { decision: 'approve', plan_digest: planDigest, csrf_token: '' },
    });

    expect(answer.statusCode).toBe(403);
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ error: 'cross-site-request' });
    expect((await gateOf(gateId))?.status).toBe('pending');
  });

  test('asking for a code has one answer, whoever asks', async () => {
    const gateId = await openGate();
    const before = await gateOf(gateId);
    const ask = (email: string) => send(requestCode, { gateId, step: 'codes', form: { email } });

    const known = await ask('alice@example.com');
    const unknown = await ask('eve@example.com');

    const echoOf = (email: string) =>
      `gate_address=${Buffer.from(email).toString('base64url')}; Path=/approvals/${gateId}; Max-Age=600; HttpOnly; SameSite=Strict; Secure`;
    expect(known).toEqual({ ...unknown, cookies: [echoOf('alice@example.com')] });
    expect(unknown.cookies).toEqual([echoOf('eve@example.com')]);
    expect(known.headers?.['location']).toBe(`/approvals/${gateId}?notice=code-requested`);
    expect(await gateOf(gateId)).toEqual(before);
  });

  test.each([
    ['codes', requestCode],
    ['session', openSession],
    ['decision', decideByPage],
  ])(
    'a form that another site posts to …/%s is refused and changes nothing',
    async (step, handler) => {
      const gateId = await openGate();
      const before = await gateOf(gateId);

      const answer = await send(handler, {
        gateId,
        step,
        form: { email: 'alice@example.com', code: '000000', decision: 'approve' },
        headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      });

      expect(answer.statusCode).toBe(403);
      expect(await gateOf(gateId)).toEqual(before);
    },
  );
});
