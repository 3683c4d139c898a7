import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../functions/contract/routes.ts';
import { call } from '../infra/local/server/http-client.ts';
import { anyJsonObject, poisonedNames } from '../support/any-json.ts';
import { connect } from '../support/e2e/client.ts';
import type { Client } from '../support/e2e/client.ts';
import { fleetOf } from '../support/e2e/local-pages.ts';
import { plannedAssetsOf, submit } from '../support/e2e/scenario.ts';
import { startProduct } from '../support/e2e/server.ts';
import type { Product } from '../support/e2e/server.ts';

const org = 'org-any';

let product: Product;
let api: Client;

beforeAll(async () => {
  product = await startProduct();
  api = connect(product.url);
}, 60_000);

afterAll(async () => {
  await product.close();
});

const sent = (path: string, method = 'GET', body?: string) => {
  const port = Number(new URL(product.url).port);
  return call({
    port,
    method,
    path,
    headers: {
      host: `127.0.0.1:${port}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body }),
  });
};

/** The texts, because two objects with an own `__proto__` are equal to a matcher whatever it holds. */
const contextReadBack = async (context: string): Promise<string> => {
  const answer = await sent(
    '/api/v1/ai/execute',
    'POST',
    `{"org_id":"${org}","intent":"Fix drift on development cache servers","context":${context}}`,
  );
  expect([200, 202]).toContain(answer.status);
  const { task_id } = JSON.parse(answer.text) as { task_id: string };
  const read = await sent(`/api/v1/ai/tasks/${task_id}`);
  return JSON.stringify((JSON.parse(read.text) as { context: unknown }).context);
};

describe('the context of a request', () => {
  it.each([
    '{"constructor":1}',
    '{"constructor":{"x":1}}',
    '{"a":{"__proto__":{}}}',
    '{"__proto__":{"a":1}}',
    '{"x":{"constructor":{"name":"String"}}}',
    '{"x":{"constructor":{"name":"Set"}}}',
    '{"":{"":null}}',
    '{"n":[1e+300,5e-324,-1.5,9007199254740992]}',
    JSON.stringify(Object.fromEntries(poisonedNames.map((name) => [name, { [name]: name }]))),
    `{"a":${'['.repeat(400)}${']'.repeat(400)}}`,
  ])('is read back as it was sent: %.60s', async (context) => {
    expect(await contextReadBack(context)).toBe(JSON.stringify(JSON.parse(context)));
  });

  it('is read back as it was sent, whatever JSON it is', async () => {
    await fc.assert(
      fc.asyncProperty(anyJsonObject(15_000), async (context) => {
        const text = JSON.stringify(context);

        expect(await contextReadBack(text)).toBe(text);
      }),
      { numRuns: 30 },
    );
  }, 60_000);

  it('is a part of what an idempotency key stands for, whatever its names', async () => {
    const ask = (context: string) =>
      fetch(`${product.url}/api/v1/ai/execute`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'any-1' },
        body: `{"org_id":"${org}","intent":"Fix drift on staging cache servers","context":${context}}`,
      });

    const first = await ask('{"__proto__":{"a":1}}');
    const again = await ask('{"__proto__":{"a":1}}');
    const other = await ask('{"__proto__":{"a":2}}');

    expect([first.status, again.status, other.status]).toEqual([200, 200, 422]);
    expect(await again.text()).toBe(await first.text());
  });

  it.each([
    ['{"id":9007199254740993}', '/context/id'],
    ['{"a":[{"b":1e999}]}', '/context/a/0/b'],
    ['[]', '/context'],
    ['"x"', '/context'],
  ])('is refused where it can’t be kept: %s', async (context, pointer) => {
    const body = `{"org_id":"${org}","intent":"Fix drift on development cache servers","context":${context}}`;

    const answer = await sent('/api/v1/ai/execute', 'POST', body);

    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ errors: [{ pointer }] });
  });

  it.each(['__proto__', 'constructor', 'toString'])('has no neighbour %s', async (name) => {
    const body = `{"org_id":"${org}","intent":"Fix drift on development cache servers","${name}":{}}`;

    const answer = await sent('/api/v1/ai/execute', 'POST', body);

    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ errors: [{ pointer: `/${name}` }] });
  });
});

describe('names that objects have', () => {
  it.each(['constructor', 'toString', 'hasOwnProperty', '__proto__'])(
    'as role, tag and org, such as %s, plan like any other',
    async (name) => {
      const own = /^\w/.test(name) && !name.startsWith('_') ? name : org;
      const task = await submit(api, { org_id: own, intent: 'Patch production cache servers' });
      const [asset] = plannedAssetsOf(task);
      const fleet = fleetOf(product.url, own);
      const tags = JSON.parse(`{"Service":"${name}","${name}":"${name}"}`) as Record<
        string,
        string
      >;
      await fleet.tag(asset?.asset_id ?? '', tags);

      const again = await submit(api, { org_id: own, intent: 'Patch production cache servers' });

      expect(again.error).toBeNull();
      expect(again.agent_result?.affected_assets).toBe(task.agent_result?.affected_assets);
      expect(plannedAssetsOf(again).map(({ asset_id }) => asset_id)).toContain(asset?.asset_id);
    },
  );
});

const malformed = ['%ff', '%', '%zz', '%e0%a4', '%c0%80', '%00', 'a%2', '%ED%A0%80', '%u0041'];
const withParameter = routes.filter(({ path }) => path.includes('{'));

describe('a path that is not well encoded', () => {
  it.each(withParameter.flatMap((route) => malformed.map((text) => [route, text] as const)))(
    'is not found by $0.method $0.path with %s',
    async ({ method, path, group }, text) => {
      const body = method === 'GET' || group === 'page' ? undefined : '{"reason":"x"}';

      const { status } = await sent(path.replaceAll(/\{\w+\}/g, text), method, body);

      expect(group === 'page' && method === 'POST' ? [303, 403, 404] : [404]).toContain(status);
    },
  );

  it.each(
    malformed.flatMap((text) => [
      `/_local/${text}`,
      `/_local/outbox/${text}`,
      `/_local/fleet/${text}`,
      `/_local/fleet/${text}/history`,
      `/_local/fleet/acme/assets/${text}/status`,
      `/approvals/${text}/`,
      `/${text}`,
      `/api/v1/ai/${text}`,
    ]),
  )('is not found: %s', async (path) => {
    expect((await sent(path)).status).toBe(404);
  });

  it.each([
    '//',
    '///',
    '//x/%ff',
    '/_local//',
    '/_local/fleet//',
    '/api/v1/ai/tasks//',
    '/?%ff',
    '/%?a=%ff',
  ])('breaks nothing: %s', async (path) => {
    expect((await sent(path)).status).toBe(404);
  });
});

const numbers = [
  '1e1',
  '%2010',
  '10%20',
  '0x10',
  '%2B5',
  '-1',
  '10.0',
  '1_0',
  '',
  '%20',
  'NaN',
  'Infinity',
  '1,0',
  '%D9%A3',
  '9'.repeat(30),
  '101',
];

describe('a whole number of a query', () => {
  it.each([
    ...numbers.map((text) => `limit=${text}`),
    'limit=5&limit=6',
    'limit=5&limit=5',
    'limit=0',
  ])('is refused by name: %s', async (query) => {
    const answer = await sent(`/api/v1/ai/tasks?${query}`);

    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({
      error: 'invalid-request',
      errors: [{ pointer: '/query/limit' }],
    });
  });

  it.each(['wait', 'since'])('is refused by name for an execution: %s', async (name) => {
    for (const text of numbers.filter((number) => name === 'wait' || number !== '101')) {
      const answer = await sent(`/api/v1/ai/executions/exec-${'0'.repeat(26)}?${name}=${text}`);

      expect([400, 404]).toContain(answer.status);
    }
  });

  it.each(['limit=1', 'limit=10', 'limit=100', 'limit=010'])('is read: %s', async (query) => {
    expect((await sent(`/api/v1/ai/tasks?${query}`)).status).toBe(200);
  });
});

it('is a defect of nothing behind a request', () => {
  expect(product.defects).toEqual([]);
});
