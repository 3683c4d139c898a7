import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { makeOpaServerEngine } from '../../../functions/adapters/opa/opa-server.ts';
import { compliantPlan } from '../../policies/inputs.ts';

const servers: Server[] = [];

/** An HTTP server on a free loopback port; gives its URL. */
const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const answering =
  (status: number, body: string): RequestListener =>
  (request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  };

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const evaluate = (url: string) =>
  makeOpaServerEngine({ url, timeoutMilliseconds: 500 }).evaluate(
    'production_safety',
    compliantPlan,
  );

describe('an OPA server', () => {
  test('is asked for the verdict of the policy, with the input', async () => {
    const asked: { method?: string | undefined; url?: string | undefined; body: string }[] = [];
    const url = await serve((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (part: string) => (body += part));
      request.on('end', () => {
        asked.push({ method: request.method, url: request.url, body });
        answering(200, '{"result": {"allow": true, "deny": [], "warn": []}}')(request, response);
      });
    });

    await evaluate(`${url}/`);

    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      method: 'POST',
      url: '/v1/data/orchestrator/production_safety/verdict?provenance=true',
    });
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ input: compliantPlan });
  });

  test('allows with the revision of its bundles', async () => {
    const url = await serve(
      answering(
        200,
        JSON.stringify({
          result: { allow: true, deny: [], warn: [] },
          provenance: { version: 'any', bundles: { orchestrator: { revision: 'r7' } } },
        }),
      ),
    );

    expect(await evaluate(url)).toMatchObject({ allowed: true, findings: [], revision: 'r7' });
    expect(await makeOpaServerEngine({ url }).revision()).toBe('r7');
  });

  test('says so when it knows no revision', async () => {
    const url = await serve(answering(200, '{"result": {"allow": true, "deny": [], "warn": []}}'));

    expect((await evaluate(url)).revision).toBe('opa-server:unversioned');
  });

  test('denies with its own findings', async () => {
    const denial = { code: 'canary-missing', message: 'No canary', severity: 'error', phase: 'W' };
    const warning = { code: 'bake-short', message: 'Short', severity: 'warning' };
    const url = await serve(
      answering(200, JSON.stringify({ result: { allow: false, deny: [denial], warn: [warning] } })),
    );

    const verdict = await evaluate(url);

    expect(verdict.allowed).toBe(false);
    expect(verdict.findings).toEqual([
      { ...denial, rule: 'production_safety' },
      { ...warning, rule: 'production_safety' },
    ]);
  });

  test.each([
    { what: 'an undefined result', status: 200, body: '{}', code: 'policy-undefined' },
    {
      what: 'an error status',
      status: 500,
      body: '{"code": "internal_error"}',
      code: 'policy-error',
    },
    { what: 'an unknown policy', status: 404, body: '{}', code: 'policy-missing' },
    { what: 'no JSON', status: 200, body: '<html>', code: 'policy-error' },
    { what: 'null', status: 200, body: 'null', code: 'policy-error' },
    { what: 'a bare true', status: 200, body: '{"result": true}', code: 'policy-error' },
    {
      what: 'no denials',
      status: 200,
      body: '{"result": {"allow": true, "warn": []}}',
      code: 'policy-error',
    },
    {
      what: 'allow as text',
      status: 200,
      body: '{"result": {"allow": "true", "deny": [], "warn": []}}',
      code: 'policy-error',
    },
    {
      what: 'a denial of no shape',
      status: 200,
      body: '{"result": {"allow": true, "deny": ["no"], "warn": []}}',
      code: 'policy-error',
    },
    {
      what: 'a silent denial',
      status: 200,
      body: '{"result": {"allow": false, "deny": [], "warn": []}}',
      code: 'policy-default-deny',
    },
  ])('that answers with $what denies', async ({ status, body, code }) => {
    const url = await serve(answering(status, body));

    const verdict = await evaluate(url);

    expect(verdict.allowed).toBe(false);
    expect(verdict.findings).toMatchObject([
      { code, severity: 'error', rule: 'production_safety' },
    ]);
  });

  test('that allows and denies at once denies', async () => {
    const result = {
      allow: true,
      deny: [{ code: 'plan-empty', message: 'Empty', severity: 'error' }],
      warn: [],
    };
    const url = await serve(answering(200, JSON.stringify({ result })));

    expect(await evaluate(url)).toMatchObject({
      allowed: false,
      findings: [{ code: 'plan-empty' }],
    });
  });

  test('that never answers denies', async () => {
    const url = await serve((request) => request.resume());

    const verdict = await makeOpaServerEngine({ url, timeoutMilliseconds: 50 }).evaluate(
      'production_safety',
      compliantPlan,
    );

    expect(verdict.allowed).toBe(false);
    expect(verdict.findings).toMatchObject([{ code: 'policy-timeout' }]);
  });

  test('that never ends its answer denies', async () => {
    const url = await serve((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"result": ');
    });

    const verdict = await makeOpaServerEngine({ url, timeoutMilliseconds: 50 }).evaluate(
      'production_safety',
      compliantPlan,
    );

    expect(verdict.findings).toMatchObject([{ code: 'policy-timeout' }]);
  });

  test('that leads elsewhere denies', async () => {
    const elsewhere = await serve(
      answering(200, '{"result": {"allow": true, "deny": [], "warn": []}}'),
    );
    const url = await serve((request, response) => {
      request.resume();
      response.writeHead(307, { location: `${elsewhere}${request.url ?? ''}` }).end();
    });

    expect(await evaluate(url)).toMatchObject({
      allowed: false,
      findings: [{ code: 'policy-error' }],
    });
  });

  test('that is not there denies', async () => {
    const url = await serve(answering(200, '{}'));
    servers.splice(0).forEach((server) => server.close());

    expect(await evaluate(url)).toMatchObject({
      allowed: false,
      findings: [{ code: 'policy-error' }],
    });
  });
});
