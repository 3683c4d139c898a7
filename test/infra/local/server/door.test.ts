import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from './http-client.ts';
import { startFront } from './a-front.ts';

type Headers = Record<string, string>;

describe('the door of the local front', () => {
  let front: Awaited<ReturnType<typeof startFront>>;
  const at = (text: string) => text.replaceAll('PORT', String(front.port));
  const withPort = (headers: Headers): Headers =>
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, at(value)]));

  beforeAll(async () => {
    front = await startFront({
      local: {
        '/_local/echo': (_request, response) => {
          response.end('echo');
          return Promise.resolve();
        },
      },
    });
  });
  afterAll(() => front.close());

  const agents = '/api/v1/ai/agents';
  const admitted: readonly [string, string, Headers][] = [
    ['127.0.0.1 with the port', agents, { host: '127.0.0.1:PORT' }],
    ['localhost with the port', agents, { host: 'localhost:PORT' }],
    ['localhost in capitals', agents, { host: 'LOCALHOST:PORT' }],
    ['[::1] with the port', agents, { host: '[::1]:PORT' }],
    ['an own origin', agents, { host: '127.0.0.1:PORT', origin: 'http://localhost:PORT' }],
    ['a same-origin fetch', agents, { host: '127.0.0.1:PORT', 'sec-fetch-site': 'same-origin' }],
    ['an address typed by hand', agents, { host: '127.0.0.1:PORT', 'sec-fetch-site': 'none' }],
    [
      'a form of a page without referrer',
      agents,
      { host: '127.0.0.1:PORT', origin: 'null', 'sec-fetch-site': 'same-origin' },
    ],
    ['the local pages by an own name', '/_local/echo', { host: 'localhost:PORT' }],
  ];
  it.each(admitted)('lets %s in', async (_name, path, headers) => {
    const answer = await call({ port: front.port, path, headers: withPort(headers) });

    expect(answer.status).toBe(200);
  });

  const link = '/approvals/gate-00000000000000000000000000';
  const crossSite = { host: '127.0.0.1:PORT', 'sec-fetch-site': 'cross-site' };
  const navigation = { ...crossSite, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
  it.each<[string, string, Headers]>([
    ['followed', 'GET', navigation],
    ['followed in a browser that says no more', 'GET', crossSite],
    ['looked at', 'HEAD', navigation],
  ])('lets a link to the approval page in that is %s on another site', async (...row) => {
    const [, method, headers] = row;

    const answer = await call({ port: front.port, method, path: link, headers: withPort(headers) });

    expect(answer.status).toBe(200);
  });

  it.each<[string, string, string, Headers]>([
    ['a frame', 'GET', link, { ...navigation, 'sec-fetch-dest': 'iframe' }],
    ['an embedded object', 'GET', link, { ...navigation, 'sec-fetch-dest': 'object' }],
    [
      'an image',
      'GET',
      link,
      { ...navigation, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
    ],
    [
      'a fetch',
      'GET',
      link,
      { ...navigation, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'empty' },
    ],
    ['a fetch with an origin', 'GET', link, { ...crossSite, origin: 'https://mail.example' }],
    ['a form', 'POST', link, navigation],
    ['a form for a code', 'POST', `${link}/codes`, navigation],
    ['a form for a session', 'POST', `${link}/session`, navigation],
    ['a form for a decision', 'POST', `${link}/decision`, navigation],
    ['a link below the page', 'GET', `${link}/codes`, navigation],
    ['a link to the API', 'GET', agents, navigation],
    ['a link to the outbox', 'GET', '/_local/echo', navigation],
    ['a link by a rebound name', 'GET', link, { ...navigation, host: 'evil.example:PORT' }],
  ])('keeps %s of another site out', async (...row) => {
    const [, method, path, headers] = row;
    front.invocations.length = 0;

    const answer = await call({ port: front.port, method, path, headers: withPort(headers) });

    expect([answer.status, front.invocations]).toEqual([403, []]);
  });

  const refused: readonly [string, string, Headers][] = [
    ['a rebound name', agents, { host: 'evil.example:PORT' }],
    ['an own name without the port', agents, { host: 'localhost' }],
    ['another port', agents, { host: 'localhost:1' }],
    ['a name that only begins like ours', agents, { host: 'localhost.evil.example:PORT' }],
    ['0.0.0.0', agents, { host: '0.0.0.0:PORT' }],
    ['a foreign origin', agents, { host: '127.0.0.1:PORT', origin: 'https://evil.example' }],
    [
      'an own name over https',
      agents,
      { host: '127.0.0.1:PORT', origin: 'https://localhost:PORT' },
    ],
    ['another port as origin', agents, { host: '127.0.0.1:PORT', origin: 'http://localhost:1' }],
    ['a null origin', agents, { host: '127.0.0.1:PORT', origin: 'null' }],
    [
      'a null origin from elsewhere',
      agents,
      { host: '127.0.0.1:PORT', origin: 'null', 'sec-fetch-site': 'cross-site' },
    ],
    ['a cross-site fetch', agents, { host: '127.0.0.1:PORT', 'sec-fetch-site': 'cross-site' }],
    ['a rebound name at the local pages', '/_local/echo', { host: 'evil.example:PORT' }],
    [
      'a cross-site fetch of the local pages',
      '/_local/echo',
      { host: '127.0.0.1:PORT', 'sec-fetch-site': 'cross-site' },
    ],
    ['a rebound name at the health check', '/health', { host: 'evil.example:PORT' }],
    ['a rebound name at an unknown path', '/nowhere', { host: 'evil.example:PORT' }],
  ];
  it.each(refused)('keeps %s out', async (_name, path, headers) => {
    front.invocations.length = 0;

    const answer = await call({ port: front.port, path, headers: withPort(headers) });

    expect(answer.status).toBe(403);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.headers['x-request-id']).toBeDefined();
    expect(JSON.parse(answer.text)).toMatchObject({ status: 403, error: 'cross-site-request' });
    expect(front.invocations).toEqual([]);
  });

  const execute = '/api/v1/ai/execute';
  const decision = '/approvals/gate-00000000000000000000000000/decision';
  const bodies: readonly { status: number; name: string; path: string; headers: Headers }[] = [
    {
      status: 200,
      name: 'JSON to the API',
      path: execute,
      headers: { 'content-type': 'application/json' },
    },
    {
      status: 200,
      name: 'JSON with a charset',
      path: execute,
      headers: { 'content-type': 'Application/JSON; charset=utf-8' },
    },
    {
      status: 415,
      name: 'a plain form to the API',
      path: execute,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    },
    {
      status: 415,
      name: 'plain text to the API',
      path: execute,
      headers: { 'content-type': 'text/plain' },
    },
    { status: 415, name: 'a body without a type', path: execute, headers: {} },
    {
      status: 200,
      name: 'a form to the approval page',
      path: decision,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    },
    {
      status: 415,
      name: 'a multipart form to the approval page',
      path: decision,
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    },
    {
      status: 415,
      name: 'a plain form to the local pages',
      path: '/_local/echo',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    },
    {
      status: 200,
      name: 'JSON to the local pages',
      path: '/_local/echo',
      headers: { 'content-type': 'application/json' },
    },
  ];
  it.each(bodies)('answers $status to $name', async ({ status, path, headers }) => {
    const answer = await call({
      port: front.port,
      method: 'POST',
      path,
      headers: withPort({ host: '127.0.0.1:PORT', ...headers }),
      body: '{}',
    });

    expect(answer.status).toBe(status);
    if (status === 415) {
      expect(JSON.parse(answer.text)).toMatchObject({ error: 'unsupported-media-type' });
    }
  });

  it('asks no type of a POST without a body', async () => {
    const answer = await call({
      port: front.port,
      method: 'POST',
      path: '/api/v1/ai/executions/exec-00000000000000000000000000/pause',
      headers: withPort({ host: '127.0.0.1:PORT' }),
    });

    expect(answer.status).toBe(200);
  });

  it('keeps out a request with two hosts', async () => {
    const socket = connect(front.port, '127.0.0.1');
    const [answer] = (await once(
      socket.end(
        at(`GET ${agents} HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nHost: evil.example\r\n\r\n`),
      ),
      'data',
    )) as [Buffer];

    expect(String(answer)).toMatch(/^HTTP\/1.1 403 /);
  });

  it('answers by any name behind an issuer, but not on behalf of another site', async () => {
    const guarded = await startFront({ publicUrl: 'https://ops.example', takesAnyName: true });
    const headers = { host: 'ops.example' };

    const own = await call({
      port: guarded.port,
      path: agents,
      headers: { ...headers, origin: 'https://ops.example' },
    });
    const foreign = await call({
      port: guarded.port,
      path: agents,
      headers: { ...headers, origin: 'https://evil.example' },
    });

    expect([own.status, foreign.status]).toEqual([200, 403]);
    await guarded.close();
  });

  it.each([
    ['https://Ops.Example', 'ops.example', 200],
    ['https://ops.example', 'OPS.EXAMPLE', 200],
    ['https://ops.example', 'ops.example:443', 200],
    ['http://ops.example', 'ops.example:80', 200],
    ['https://ops.example:8443', 'ops.example:8443', 200],
    ['https://ops.example:8443', 'ops.example', 403],
    ['https://ops.example', 'ops.example:80', 403],
    ['https://ops.example', 'ops.example:8443', 403],
    ['https://ops.example', 'ops.example.evil.example', 403],
    ['https://ops.example', 'evil.example@ops.example', 403],
    ['https://ops.example', 'evil.example', 403],
    ['https://ops.example', 'ops.example/x', 403],
  ])('serves %s without an issuer by the name %s: %i', async (publicUrl, host, status) => {
    const proxied = await startFront({ publicUrl: new URL(publicUrl).origin });

    const answer = await call({ port: proxied.port, path: agents, headers: { host } });

    expect(answer.status).toBe(status);
    await proxied.close();
  });

  it('believes nothing that a proxy may have added', async () => {
    const proxied = await startFront({ publicUrl: 'https://ops.example' });
    const forwarded = {
      'x-forwarded-host': 'ops.example',
      'x-forwarded-proto': 'https',
      'x-forwarded-for': '127.0.0.1',
      forwarded: 'host=ops.example;proto=https',
    };

    const byName = await call({
      port: proxied.port,
      path: agents,
      headers: { ...forwarded, host: 'evil.example' },
    });
    const ownPage = await call({
      port: proxied.port,
      path: agents,
      headers: { ...forwarded, host: 'ops.example', origin: 'https://ops.example' },
    });

    expect([byName.status, ownPage.status]).toEqual([403, 200]);
    await proxied.close();
  });
});
