import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { connect } from '../support/e2e/client.ts';
import type { Client } from '../support/e2e/client.ts';
import { startProduct } from '../support/e2e/server.ts';
import type { Product } from '../support/e2e/server.ts';

let product: Product;
let api: Client;

beforeAll(async () => {
  product = await startProduct();
  api = connect(product.url);
}, 60_000);

afterAll(async () => {
  await product.close();
});

const org_id = 'org-names';
const Candidate = z.object({ intent: z.string(), environment: z.string(), reason: z.string() });

const refusalOf = async (intent: string, org = org_id) => {
  const problem = await api.refusal('submitTask', {
    body: { org_id: org, intent },
    headers: { prefer: 'wait=20' },
  });
  const candidates = z.array(Candidate).parse(problem['candidates']);
  return { problem, candidates, intents: candidates.map((one) => one.intent) };
};

const tasksOf = async (org: string) =>
  (await api.ask('listTasks', 200, { query: { org_id: org } })).tasks;

const goldenWeb = 'ami-d5c948bb160e62aae';
const windowsApp = 'ami-a5384d4e7ba10961b';
const linuxApp = 'ami-cc68e39f8f6bcd0ca';

describe('a host that the fleet lacks', () => {
  it.each([
    ['stage-web-orders-3', 'stage-web-orders-03', 'staging'],
    ['prod-web-serch-28', 'prod-web-search-28', 'production'],
  ])('is refused by name before a task exists: %s may be %s', async (said, meant, environment) => {
    const { problem, candidates } = await refusalOf(`Fix drift on ${said}`);

    expect([problem.status, problem.error]).toEqual([422, 'intent-unclear']);
    expect(problem.detail).toContain(`“${said}” is the name of nothing in this fleet`);
    expect(candidates).toEqual([
      {
        ...{ intent: `Fix drift on ${meant}`, environment },
        reason: `“${meant}” in place of “${said}”.`,
      },
    ]);
    expect(await tasksOf(org_id)).toEqual([]);
  });

  it('is never taken for one with another number', async () => {
    const { problem, intents } = await refusalOf('Fix drift on prod-web-search-29');

    expect(problem.detail).toContain('“prod-web-search-29” is the name of nothing in this fleet');
    expect(intents).toEqual([]);
  });

  it('is offered as it can be sent', async () => {
    const { candidates } = await refusalOf('Fix drift on prod-web-serch-28', 'org-sent');
    const [candidate] = candidates;
    const task = await api.send('submitTask', {
      body: {
        org_id: 'org-sent',
        ...{ intent: candidate?.intent, environment: candidate?.environment },
      },
      headers: { prefer: 'wait=20' },
    });

    expect(task.status).toBe(200);
    expect(JSON.parse(task.text)).toMatchObject({
      task_spec: { selector: { names: ['prod-web-search-28'] } },
    });
  }, 60_000);
});

describe('a golden image that the fleet lacks', () => {
  it('is refused by name before a task exists, with the one that there is', async () => {
    const { problem, intents } = await refusalOf(
      'Reimage staging web servers to the golden image ami-0123456789abcdef0',
    );

    expect([problem.status, problem.error]).toEqual([422, 'intent-unclear']);
    expect(problem.detail).toContain(
      `“ami-0123456789abcdef0” is no image of this fleet: golden is ${goldenWeb} for web.`,
    );
    expect(intents).toEqual([`Reimage staging web servers to the golden image ${goldenWeb}`]);
    expect(await tasksOf(org_id)).toEqual([]);
  });

  it('or only for other platforms, ends its task by the same code, with the hosts’ own image', async () => {
    const org = 'org-platform';
    const { problem, intents } = await refusalOf(
      `Reimage development linux app servers to ${windowsApp}`,
      org,
    );

    expect([problem.status, problem.error]).toEqual([422, 'intent-unclear']);
    expect(problem.detail).toContain(`The image ${windowsApp} is not known for app on linux`);
    expect(problem.detail).toContain(`can be brought to ${linuxApp}`);
    expect(intents).toEqual([`Reimage development linux app servers to ${linuxApp}`]);
    const [task] = await tasksOf(org);
    expect([task?.task_id, task?.status]).toEqual([problem['task_id'], 'failed']);
  }, 60_000);

  it('is carried out where the fleet has it', async () => {
    const task = await api.ask('submitTask', 200, {
      body: { org_id: 'org-known', intent: `Reimage staging web servers to ${goldenWeb}` },
      headers: { prefer: 'wait=20' },
    });

    expect(task.plan?.action).toMatchObject({ parameters: { image: goldenWeb, requested: true } });
  }, 60_000);
});

it('left no defect behind', () => {
  expect(product.defects).toEqual([]);
});
