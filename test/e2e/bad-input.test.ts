import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../functions/contract/routes.ts';
import { call } from '../infra/local/server/http-client.ts';
import { badRequests } from '../support/e2e/bad-requests.ts';
import type { Known } from '../support/e2e/bad-requests.ts';
import { connect, parseProblem } from '../support/e2e/client.ts';
import type { Client } from '../support/e2e/client.ts';
import { outboxOf } from '../support/e2e/local-pages.ts';
import { readMetrics } from '../support/e2e/metrics.ts';
import {
  followToEnd,
  getExecution,
  getTask,
  startRollout,
  submitForApproval,
  taskWhen,
} from '../support/e2e/scenario.ts';
import { startProduct } from '../support/e2e/server.ts';
import type { Product } from '../support/e2e/server.ts';
import { auditChainOf } from '../support/e2e/stored-audit.ts';
import { until } from '../support/e2e/until.ts';

const org = 'org-bad';

/** How the schemas' library speaks; nobody who calls has to know it. */
const rawWords =
  /Invalid (input|string|option|ISO|key|element|number)|received|Too (small|big)|Unrecognized|must match pattern/;

let product: Product;
let api: Client;
let known: Known;
let before: unknown;

/** Everything that a request could have changed. */
const look = async () => ({
  tasks: (await api.ask('listTasks', 200, { query: { limit: 100 } })).tasks,
  waiting: await getTask(api, known.taskId),
  execution: await getExecution(api, known.executionId),
  audit: await auditChainOf(product.url, org),
  metrics: await readMetrics(product.url),
  messages: (await outboxOf(product.url)).map(({ id }) => id),
  page: await (await fetch(`${product.url}/approvals/${known.gateId}`)).text(),
});

const noticesOf = async (taskId: string): Promise<number> =>
  (await outboxOf(product.url)).filter(
    ({ channel, text }) => channel === 'sns' && text.includes(taskId),
  ).length;

beforeAll(async () => {
  product = await startProduct();
  api = connect(product.url);
  const wish = { org_id: org, intent: 'Fix drift on production cache servers' };
  const { task, executionId } = await startRollout(api, wish);
  await followToEnd(api, executionId);
  await taskWhen(api, task.task_id, ({ status }) => status === 'completed');
  const waiting = await submitForApproval(api, {
    org_id: org,
    intent: 'Patch production cache servers',
  });
  known = {
    org,
    taskId: waiting.task_id,
    executionId,
    gateId: waiting.approval?.gate_id ?? '',
    port: Number(new URL(product.url).port),
  };
  // Waits for approval, approved, started, three phases completed, completed; and the second wait.
  await until('the notices', async () =>
    (await noticesOf(task.task_id)) === 7 && (await noticesOf(waiting.task_id)) === 1
      ? true
      : undefined,
  );
  before = await look();
}, 150_000);

afterAll(async () => {
  await product.close();
});

describe('bad input', () => {
  it.each(badRequests)('is refused: $what', async (bad) => {
    const answer = await call({
      port: known.port,
      method: bad.method,
      path: bad.path(known),
      headers: { host: `127.0.0.1:${known.port}`, ...bad.headers?.(known) },
      ...(bad.body !== undefined && { body: bad.body }),
    });

    const problem = parseProblem({
      status: answer.status,
      headers: new Headers({ 'content-type': answer.headers['content-type'] ?? '' }),
      text: answer.text,
    });
    expect([problem.status, problem.error]).toEqual([bad.status, bad.error]);
    expect(problem.errors?.map(({ pointer }) => pointer)[0]).toBe(bad.pointer);
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.text).not.toMatch(rawWords);
    expect(answer.text).not.toMatch(/node_modules|at .*\.ts:\d|Zod/);
  });

  it('changed nothing', async () => {
    expect(await look()).toEqual(before);
    expect(product.defects).toEqual([]);
  });

  it('is tried on every operation that takes a body', () => {
    const posts = routes.filter(({ method, group }) => method === 'POST' && group !== 'page');
    const tried = new Set(
      badRequests.map(({ path }) =>
        path({
          org,
          taskId: '{task_id}',
          executionId: '{execution_id}',
          gateId: '{gate_id}',
          port: 0,
        }),
      ),
    );

    expect(posts.map(({ path }) => path).filter((path) => !tried.has(path))).toEqual([]);
    expect(badRequests.length).toBeGreaterThanOrEqual(40);
  });
});
