import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startFront } from './a-front.ts';
import { call } from './http-client.ts';

const aFront = async (overrides: Parameters<typeof startFront>[0] = {}) => {
  const front = await startFront(overrides);
  onTestFinished(() => front.close());
  const host = `127.0.0.1:${front.port}`;
  return { ...front, host };
};

const gate = 'gate-00000000000000000000000000';

describe('the local front as API Gateway', () => {
  it('hands a request over as a payload 2.0 event', async () => {
    const { port, host, invocations } = await aFront();

    await call({
      port,
      path: '/api/v1/ai/tasks/task-a%20b/approve?x=1&x=2&y=%C3%A9',
      method: 'POST',
      headers: {
        host,
        'content-type': 'application/json',
        cookie: 'a=1; b=2',
        'X-Custom': 'Kept',
        'user-agent': 'curl/8',
      },
      body: '{"reason":"é"}',
    });

    expect(invocations).toHaveLength(1);
    expect(invocations[0]?.stem).toBe('approve-task');
    expect(invocations[0]?.event).toMatchObject({
      version: '2.0',
      routeKey: 'POST /api/v1/ai/tasks/{task_id}/approve',
      rawPath: '/api/v1/ai/tasks/task-a%20b/approve',
      rawQueryString: 'x=1&x=2&y=%C3%A9',
      queryStringParameters: { x: '1,2', y: 'é' },
      pathParameters: { task_id: 'task-a b' },
      cookies: ['a=1', 'b=2'],
      headers: { 'x-custom': 'Kept', host, 'content-type': 'application/json' },
      body: '{"reason":"é"}',
      isBase64Encoded: false,
      requestContext: {
        authorizer: { jwt: { claims: { sub: 'local-admin', roles: '[admin]' }, scopes: null } },
        http: { method: 'POST', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'curl/8' },
        stage: '$default',
        accountId: '000000000000',
      },
    });
    expect(invocations[0]?.event['headers']).not.toHaveProperty('cookie');
  });

  it('writes the time of the request in the common log format', async () => {
    const { port, host, invocations } = await aFront();

    await call({ port, path: '/health', headers: { host } });

    const context = invocations[0]?.event['requestContext'] as { time: string };
    expect(context.time).toMatch(/^\d{2}\/[A-Z][a-z]{2}\/\d{4}:\d{2}:\d{2}:\d{2} \+0000$/);
  });

  it('hands a form over as base64, as HTTP APIs do', async () => {
    const { port, host, invocations } = await aFront();

    await call({
      port,
      path: `/approvals/${gate}/session`,
      method: 'POST',
      headers: { host, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'code=123456',
    });

    expect(invocations[0]?.event).toMatchObject({
      body: 'Y29kZT0xMjM0NTY=',
      isBase64Encoded: true,
    });
  });

  it('leaves out body, parameters and cookies that a request does not have', async () => {
    const { port, host, invocations } = await aFront();

    await call({ port, path: '/api/v1/ai/agents', headers: { host } });

    const event = invocations[0]?.event ?? {};
    expect(Object.keys(event)).not.toContain('body');
    expect(Object.keys(event)).not.toContain('cookies');
    expect(Object.keys(event)).not.toContain('queryStringParameters');
    expect(Object.keys(event)).not.toContain('pathParameters');
  });

  it('puts no identity into the event of a public route', async () => {
    const { port, host, invocations } = await aFront();

    await call({ port, path: '/health', headers: { host } });

    expect(invocations[0]?.event['requestContext']).not.toHaveProperty('authorizer');
  });

  it('sends status, headers, cookies and base64 bodies back', async () => {
    const { port, host } = await aFront({
      result: () => ({
        statusCode: 303,
        headers: { Location: '/approvals/x', 'x-number': 7 },
        cookies: ['a=1; HttpOnly', 'b=2'],
        body: 'AAH/',
        isBase64Encoded: true,
      }),
    });

    const answer = await call({ port, path: '/health', headers: { host } });

    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toBe('/approvals/x');
    expect(answer.headers['x-number']).toBe('7');
    expect(answer.headers['set-cookie']).toEqual(['a=1; HttpOnly', 'b=2']);
    expect(answer.headers['content-length']).toBe('3');
  });

  const results: readonly [string, unknown, number, string][] = [
    ['a result without a status code as its JSON', { hello: 'you' }, 200, '{"hello":"you"}'],
    ['a status code that is none', { statusCode: 'x' }, 500, '{"message":"Internal Server Error"}'],
    [
      'a body that is no text',
      { statusCode: 200, body: { a: 1 } },
      500,
      '{"message":"Internal Server Error"}',
    ],
  ];
  it.each(results)('answers %s', async (...[, result, status, text]) => {
    const { port, host } = await aFront({ result: () => result });

    const answer = await call({ port, path: '/health', headers: { host } });

    expect([answer.status, answer.text]).toEqual([status, text]);
  });

  it('answers with its own 500 when a function throws, and tells the defect', async () => {
    const { port, host, defects } = await aFront({
      invoke: () => Promise.reject(new Error('secret')),
    });

    const answer = await call({ port, path: '/health', headers: { host } });

    expect(answer.status).toBe(500);
    expect(answer.text).toBe('{"message":"Internal Server Error"}');
    expect(answer.headers['x-request-id']).toBeDefined();
    expect(defects).toHaveLength(1);
  });

  it('asks the fallback function what no route has', async () => {
    const { port, host, invocations } = await aFront();

    await call({ port, path: '/nowhere', headers: { host } });
    await call({ port, method: 'DELETE', path: '/api/v1/ai/agents', headers: { host } });

    expect(invocations.map(({ stem, event }) => [stem, event['routeKey']])).toEqual([
      ['answer-fallback', '$default'],
      ['answer-fallback', '$default'],
    ]);
  });

  it('hands over as it came what is not well encoded in a path', async () => {
    const { port, host, invocations } = await aFront();

    await call({ port, path: '/api/v1/ai/tasks/%zz', headers: { host } });

    expect(invocations.map(({ event }) => event['pathParameters'])).toEqual([{ task_id: '%zz' }]);
  });

  it('answers HEAD on the approval page without a body', async () => {
    const { port, host } = await aFront({
      result: () => ({ statusCode: 200, headers: { 'content-type': 'text/html' }, body: '<p>' }),
    });

    const answer = await call({
      port,
      method: 'HEAD',
      path: `/approvals/${gate}`,
      headers: { host },
    });

    expect([answer.status, answer.text, answer.headers['content-length']]).toEqual([200, '', '3']);
  });

  it('passes a body over 256 KB on, for the function to refuse', async () => {
    const { port, host, invocations } = await aFront();

    await call({
      port,
      method: 'POST',
      path: '/api/v1/ai/execute',
      headers: { host, 'content-type': 'application/json' },
      body: 'x'.repeat(300_000),
    });

    expect(String(invocations[0]?.event['body'])).toHaveLength(300_000);
  });

  it('answers a body that Lambda would not take with its own 413', async () => {
    const { port, host, invocations } = await aFront();

    const answer = await call({
      port,
      method: 'POST',
      path: '/api/v1/ai/execute',
      headers: { host, 'content-type': 'application/json', 'content-length': '6291457' },
    });

    expect([answer.status, answer.text]).toEqual([413, '{"message":"Request Too Long"}']);
    expect(invocations).toEqual([]);
  });

  it('stops reading a chunked body where the limit is', async () => {
    const { port, host } = await aFront();
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      `POST /api/v1/ai/execute HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    const size = 1024 * 1024;
    for (let sent = 0; sent < 7; sent += 1) {
      socket.write(`${size.toString(16)}\r\n${'x'.repeat(size)}\r\n`);
    }

    const [answer] = (await once(socket, 'data')) as [Buffer];

    expect(String(answer)).toMatch(/^HTTP\/1.1 413 /);
    socket.destroy();
  });

  it('has nothing below /_local where it is off', async () => {
    const { port, host } = await aFront();

    const answer = await call({ port, path: '/_local/outbox', headers: { host } });

    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(answer.text)).toMatchObject({
      status: 404,
      error: 'not-found',
      detail: 'Behind an issuer /_local is off.',
    });
  });
});
