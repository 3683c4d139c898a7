import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formsIn, openBrowser } from '../../infra/local/demo/browser.ts';
import type { Answer, TaskView } from '../support/e2e/client.ts';
import { gateOf, startGuarded, waitingTask } from '../support/e2e/guarded.ts';
import type { Guarded } from '../support/e2e/guarded.ts';
import { until } from '../support/e2e/until.ts';

let product: Guarded;

beforeAll(async () => {
  product = await startGuarded('sub-alice=alice@example.com,sub-bob=bob@example.com');
}, 60_000);

afterAll(() => product.close());

const org_id = 'org-races';
const rita = { sub: 'sub-rita', org_id, roles: ['operator'], email: 'rita@example.com' };
const bob = { sub: 'sub-bob', org_id, roles: ['admin'], email: 'bob@example.com' };
const address = 'alice@example.com';

const times = <Value>(count: number, make: (index: number) => Promise<Value>): Promise<Value[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

/** A post of a form from the page itself, whose answer is looked at and not followed. */
const post = async (path: string, fields: Record<string, string>, cookie?: string) => {
  const response = await fetch(`${product.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      origin: 'null',
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
      ...(cookie !== undefined && { cookie }),
    },
    body: new URLSearchParams(fields).toString(),
  });
  return {
    status: response.status,
    notice: /notice=([\w-]+)/.exec(response.headers.get('location') ?? '')?.[1] ?? null,
    cookie: response.headers.getSetCookie()[0]?.split(';', 1)[0],
  };
};

const codeOf = async (task: TaskView): Promise<string> => {
  await post(`/approvals/${gateOf(task)}/codes`, { email: address });
  return until('the code', () => Promise.resolve(product.mail.codeFor(address, task.task_id)));
};

/** How often each answer came. */
const tally = (answers: readonly unknown[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[String(answer)] = (counts[String(answer)] ?? 0) + 1;
  return counts;
};

describe('three hundred at once', () => {
  it('posts of wrong codes are answered, ten of them counted, and none is a failure', async () => {
    const task = await waitingTask(product, rita);
    const code = await codeOf(task);
    const path = `/approvals/${gateOf(task)}/session`;

    const answers = await times(300, (index) =>
      post(path, { code: String((Number(code) + 1 + index) % 1_000_000).padStart(6, '0') }),
    );
    const late = await post(path, { code });

    expect(tally(answers.map(({ status, notice }) => `${status} ${notice ?? ''}`))).toEqual({
      '303 code-refused': 300,
    });
    expect([late.notice, late.cookie]).toEqual(['code-refused', undefined]);
  }, 120_000);

  it('posts of the right code open one session, and none is a failure', async () => {
    const task = await waitingTask(product, rita);
    const code = await codeOf(task);

    const answers = await times(300, () => post(`/approvals/${gateOf(task)}/session`, { code }));

    expect(tally(answers.map(({ status }) => status))).toEqual({ 303: 300 });
    expect(answers.filter(({ cookie }) => cookie !== undefined)).toHaveLength(1);
  }, 120_000);

  it('requests for a code are all taken, and three codes come', async () => {
    const task = await waitingTask(product, rita);
    const path = `/approvals/${gateOf(task)}/codes`;
    const mailed = () =>
      product.mail.mails.filter(
        ({ source }) => source.includes(task.task_id) && source.includes('Your code is'),
      ).length;

    const answers = await times(300, (index) =>
      post(path, { email: index % 2 === 0 ? address : `stranger-${index}@example.com` }),
    );
    await until('three codes', () => Promise.resolve(mailed() >= 3 ? true : undefined));

    expect(tally(answers.map(({ status, notice }) => `${status} ${notice ?? ''}`))).toEqual({
      '303 code-requested': 300,
    });
    expect(mailed()).toBe(3);
  }, 120_000);

  it('decisions by API and page get the one that stands, and none is a failure', async () => {
    const task = await waitingTask(product, rita);
    const path = `/approvals/${gateOf(task)}`;
    const opened = await post(`${path}/session`, { code: await codeOf(task) });
    const page = await fetch(`${product.url}${path}`, { headers: { cookie: opened.cookie ?? '' } });
    const form = formsIn(await page.text()).find(({ fields }) => fields['decision'] === 'approve');
    const api = await product.as(bob);
    const params = { task_id: task.task_id };

    const [byPage, byApi, rejected] = await Promise.all([
      times(100, () => post(`${path}/decision`, form?.fields ?? {}, opened.cookie)),
      times(100, () => api.send('approveTask', { params, body: {} })),
      times(100, () => api.send('rejectTask', { params, body: { reason: 'no' } })),
    ]);
    const stands = await api.ask('getTask', 200, { params });

    const decisions = stands.approval?.decisions ?? [];
    expect(decisions).toHaveLength(1);
    const isOk = ({ status }: { readonly status: number }) => status === 200;
    const winners = [...byApi, ...rejected].filter(isOk).length;
    expect(winners).toBe(decisions[0]?.channel === 'api' ? 1 : 0);
    expect(new Set(byPage.map(({ status }) => status))).toEqual(new Set([303]));
    const losers = [...byApi, ...rejected].filter((answer) => !isOk(answer));
    expect(new Set(losers.map(({ status }) => status))).toEqual(new Set([409]));
    const told = losers.map((answer: Answer) => JSON.parse(answer.text) as { decision: unknown });
    for (const { decision } of told) expect(decision).toEqual(decisions[0]);
    const after = await openBrowser(product.url).open(path);
    expect(after.html).toContain(
      decisions[0]?.decision === 'approved' ? 'was approved' : 'was rejected',
    );
  }, 120_000);

  it('cancels of one task are the one that won and the state it left', async () => {
    const task = await waitingTask(product, rita);
    const api = await product.as(bob);
    const params = { task_id: task.task_id };

    const answers = await times(300, () => api.send('cancelTask', { params, body: {} }));

    expect(tally(answers.map(({ status }) => status))).toEqual({ 202: 1, 409: 299 });
  }, 120_000);
});

it('left no defect behind', () => {
  expect(product.defects).toEqual([]);
});
