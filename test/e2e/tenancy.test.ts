import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignRequests } from '../support/e2e/foreign-requests.ts';
import type { ForeignRequest, ForeignThings } from '../support/e2e/foreign-requests.ts';
import { startGuarded, waitingTask } from '../support/e2e/guarded.ts';
import type { Guarded } from '../support/e2e/guarded.ts';
import { metricIn } from '../support/e2e/metrics.ts';
import { approve, executionIdOf, followToEnd } from '../support/e2e/scenario.ts';

/** The whole figure is 20,000: `TENANCY_REQUESTS=20000 npx vitest run test/e2e/tenancy.test.ts`. */
const requests = Number(process.env['TENANCY_REQUESTS'] ?? 500);

const org_id = 'org-mine';
const alice = { sub: 'sub-alice', org_id, roles: ['admin'], email: 'alice@example.com' };
const rita = { ...alice, sub: 'sub-rita', email: 'rita@example.com' };
/** Everything that a role may give, in another org. */
const eve = { sub: 'sub-eve', org_id: 'org-eve', roles: ['admin'], email: 'eve@example.com' };

let product: Guarded;
let things: ForeignThings;
let waitingId: string;

beforeAll(async () => {
  product = await startGuarded('sub-alice=alice@example.com', { OPERATOR_ORG: 'org-operator' });
  const done = await waitingTask(product, rita);
  await approve(await product.as(alice), done.task_id);
  const execution_id = await executionIdOf(await product.as(rita), done.task_id);
  await followToEnd(await product.as(rita), execution_id);
  const waiting = await waitingTask(product, rita, 'Fix drift on production web servers');
  waitingId = waiting.task_id;
  things = { org_id, task_id: waitingId, execution_id, plan_digest: waiting.plan_digest ?? '' };
}, 150_000);

afterAll(() => product.close());

/** All that the org has, as its own admin reads it. */
const stateOf = async (): Promise<unknown> => {
  const api = await product.as(alice);
  const ofTask = { params: { task_id: waitingId } };
  const answers = await Promise.all([
    api.send('listTasks'),
    api.send('getTask', ofTask),
    api.send('listTaskAudit', ofTask),
    api.send('listExecutions', ofTask),
    api.send('getExecution', { params: { execution_id: things.execution_id } }),
    api.send('getMetrics'),
  ]);
  return answers.map(({ status, text }) => [status, text]);
};

/** Words that only the org's own things hold; a request's own words come back in a problem's path. */
const tellsOf = (text: string, { path }: ForeignRequest): boolean => {
  const body = text.replaceAll(JSON.stringify(path.split('?')[0]).slice(1, -1), '');
  return [
    'production web servers',
    'production cache servers',
    'rita@example.com',
    'sub-rita',
    'pending_approval',
  ].some((secret) => body.includes(secret));
};

describe('a caller of another org', () => {
  it(`reads nothing and writes nothing with ${requests} requests, and learns of nothing`, async () => {
    const before = await stateOf();
    const token = `Bearer ${await product.issuer.sign(eve)}`;
    const answers = new Set<string>();
    const send = async (request: ForeignRequest): Promise<void> => {
      const { route, path, body, headers } = request;
      const response = await fetch(`${product.url}${path}`, {
        method: route.method,
        headers: { 'content-type': 'application/json', ...headers, authorization: token },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      expect([path, tellsOf(text, request)]).toEqual([path, false]);
      expect([path, response.status]).not.toEqual([path, 500]);
      if (!route.path.includes('{')) return;
      expect([path, response.status < 300]).toEqual([path, false]);
      // A body that is at fault is refused as such, also where there is nothing.
      if (response.status === 404) {
        const problem = JSON.parse(text) as Record<string, unknown>;
        answers.add(JSON.stringify({ ...problem, instance: '' }));
      }
    };

    await fc.assert(
      fc.asyncProperty(fc.array(foreignRequests(things), { minLength: 10, maxLength: 10 }), (ten) =>
        Promise.all(ten.map(send)).then(() => undefined),
      ),
      { numRuns: Math.ceil(requests / 10), endOnFailure: true },
    );

    // One answer for what there is in another org and for what there is not.
    const details = [...answers].map((text) => (JSON.parse(text) as { detail: string }).detail);
    expect(details.sort()).toEqual(['No such execution.', 'No such task.']);
    expect(await stateOf()).toEqual(before);
  }, 1_200_000);
});

describe('/metrics', () => {
  const completed = 'orchestrator_tasks_total{status="completed"}';
  const read = async (claims: Parameters<Guarded['as']>[0]) =>
    (await (await product.as(claims)).send('getMetrics')).text;

  it('gives an org its own series, and the whole to the operator’s org alone', async () => {
    const [mine, other, operator] = await Promise.all([
      read({ ...alice, roles: ['viewer'] }),
      read({ ...eve, org_id: 'org-nothing' }),
      read({ ...eve, org_id: 'org-operator', roles: ['viewer'] }),
    ]);

    expect([mine, other, operator].map((text) => metricIn(text, completed))).toEqual([1, 0, 1]);
  });

  it('asks for a token', async () => {
    expect((await fetch(`${product.url}/metrics`)).status).toBe(401);
  });

  it('asks for a role', async () => {
    const api = await product.as({ ...alice, roles: ['auditor admin'] });

    expect((await api.send('getMetrics')).status).toBe(403);
  });
});

it('left no defect behind', () => {
  expect(product.defects).toEqual([]);
});
