import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import {
  approverAddress,
  askForCode,
  codeMailsOf,
  enterCode,
  newestCodeOf,
  openPhone,
  openReview,
  requestMailOf,
} from '../support/e2e/approver.ts';
import { chromiumPath, launchChromium } from '../support/e2e/chromium.ts';
import { connect } from '../support/e2e/client.ts';
import type { Client, TaskView } from '../support/e2e/client.ts';
import { outboxOf } from '../support/e2e/local-pages.ts';
import {
  executionIdOf,
  followToEnd,
  getTask,
  plannedAssetsOf,
  submitForApproval,
} from '../support/e2e/scenario.ts';
import { startProduct } from '../support/e2e/server.ts';
import type { Product } from '../support/e2e/server.ts';
import { until } from '../support/e2e/until.ts';

const executablePath = chromiumPath();

let product: Product;
let api: Client;
let browser: Browser;

const waitingTask = (org_id: string): Promise<TaskView> =>
  submitForApproval(api, { org_id, intent: 'Fix drift on production cache servers' });

const linkOf = async (task: TaskView): Promise<string> =>
  (await requestMailOf(product.url, task.task_id)).links[0] ?? '';

/** What would tell something about the change. */
const secretsOf = (task: TaskView): readonly string[] => [
  task.org_id,
  task.task_id,
  task.intent,
  task.task_spec.goal,
  'production',
  task.plan_digest ?? '',
  ...plannedAssetsOf(task).flatMap(({ asset_id, name }) => [asset_id, name]),
];

/** The style sheet has colours for each environment; what is told is the rest. */
const toldBy = (html: string, task: TaskView): readonly string[] =>
  secretsOf(task).filter((secret) => html.replace(/<style>.*<\/style>/s, '').includes(secret));

const approvalByPage = () => {
  beforeAll(async () => {
    product = await startProduct();
    api = connect(product.url);
    browser = await launchChromium(executablePath ?? '');
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await product.close();
  });

  it.concurrent(
    'shows nothing of the change before a code, all of it after, and takes the decision',
    async () => {
      const task = await waitingTask('org-page');
      const link = await linkOf(task);
      const { context, page } = await openPhone(browser);

      await page.goto(link);
      const locked = await page.content();
      await askForCode(page);
      await enterCode(page, await newestCodeOf(product.url, task.task_id));
      await page.getByRole('heading', { name: 'Decide on this change' }).waitFor();
      const review = await page.content();
      const overflow = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      const cookies = await context.cookies();
      await page.getByLabel('Reason (optional)').fill('Looks right to me');
      await page.getByRole('button', { name: 'Approve', exact: true }).click();
      await page.getByRole('heading', { name: 'This change was approved' }).waitFor();
      const second = await openPhone(browser);
      await second.page.goto(link);
      const decided = await second.page.content();
      const execution = await followToEnd(api, await executionIdOf(api, task.task_id));
      await Promise.all([context.close(), second.context.close()]);

      expect(toldBy(locked, task)).toEqual([]);
      expect(locked).toContain('A change waits for a decision');
      const shown = plannedAssetsOf(task).flatMap(({ asset_id, name, version }) => [
        ...[asset_id, name, version],
      ]);
      const phases = (task.plan?.phases ?? []).map(({ name }) => name);
      expect(
        [...shown, ...phases, task.plan_digest ?? '', task.task_spec.goal].filter(
          (text) => !review.includes(text),
        ),
      ).toEqual([]);
      expect(overflow).toBeLessThanOrEqual(0);
      expect(cookies).toEqual([
        expect.objectContaining({
          httpOnly: true,
          sameSite: 'Strict',
          path: `/approvals/${task.approval?.gate_id ?? ''}`,
        }),
      ]);
      expect(decided).toContain('This change was approved');
      expect(toldBy(decided, task)).toEqual([]);
      expect(execution.status).toBe('completed');
      expect((await getTask(api, task.task_id)).approval?.decisions).toMatchObject([
        {
          decision: 'approved',
          channel: 'page',
          reason: 'Looks right to me',
          by: { email: approverAddress },
          plan_digest: task.plan_digest,
        },
      ]);
    },
    150_000,
  );

  it.concurrent(
    'rejects with a reason, which the outbox shows as text and not as markup',
    async () => {
      const task = await waitingTask('org-page-reject');
      const reason = '<b>Not</b> now <script>alert(1)</script><img src=x onerror=alert(2)>';
      const { context, page } = await openPhone(browser);

      await openReview(page, { url: product.url, taskId: task.task_id });
      await page.getByRole('button', { name: 'Reject' }).click();
      const withoutReason = await page.getByRole('heading', { name: 'Your decision' }).count();
      await page.getByLabel('Reason for rejecting').fill(reason);
      await page.getByRole('button', { name: 'Reject' }).click();
      await page.getByRole('heading', { name: 'This change was rejected' }).waitFor();
      const reviewed = await page.locator('main').innerHTML();
      await until('the notice', async () =>
        (await outboxOf(product.url)).find(
          ({ text }) => text.includes('was rejected') && text.includes(task.task_id),
        ),
      );
      const scripted = await browser.newContext();
      const outbox = await scripted.newPage();
      const dialogs: string[] = [];
      outbox.on('dialog', (dialog) => {
        dialogs.push(dialog.message());
        void dialog.dismiss();
      });
      await outbox.goto(`${product.url}/_local/outbox`);
      const article = outbox.locator('article', { hasText: task.task_id });
      const text = await article.filter({ hasText: 'was rejected' }).first().innerText();
      const markup = await article.locator('b, script, img').count();
      await Promise.all([context.close(), scripted.close()]);

      expect(withoutReason).toBe(1);
      expect((await getTask(api, task.task_id)).approval?.decisions).toMatchObject([
        { decision: 'rejected', channel: 'page', reason },
      ]);
      expect(reviewed).toContain('&lt;b&gt;Not&lt;/b&gt; now');
      expect(text).toContain('<b>Not</b> now <script>alert(1)</script>');
      expect([markup, dialogs]).toEqual([0, []]);
    },
    150_000,
  );

  it.concurrent(
    'closes for good after ten wrong codes, and the API still decides',
    async () => {
      const task = await waitingTask('org-page-codes');
      const { context, page } = await openPhone(browser);
      await page.goto(await linkOf(task));
      await askForCode(page);
      const code = await newestCodeOf(product.url, task.task_id);

      for (let tries = 0; tries < 10; tries += 1) {
        await enterCode(page, String((Number(code) + tries + 1) % 1_000_000).padStart(6, '0'));
      }
      const closed = await page.locator('main').innerText();
      const forms = await page.locator('form').count();
      const late = await context.request.post(`${task.links.approval ?? ''}/session`, {
        form: { code },
        headers: { origin: product.url },
        maxRedirects: 0,
      });
      const decided = await api.ask('rejectTask', 200, {
        params: { task_id: task.task_id },
        body: { reason: 'By the API' },
      });
      await context.close();

      expect(closed).toContain('Too many wrong codes');
      expect(forms).toBe(0);
      expect([late.status(), late.headers()['location']]).toEqual([
        303,
        expect.stringContaining('notice=code-refused'),
      ]);
      expect(late.headers()['set-cookie']).toBeUndefined();
      expect(decided.status).toBe('rejected');
    },
    150_000,
  );

  it.concurrent(
    'mails no more than three codes, each good once, and none to strangers',
    async () => {
      const task = await waitingTask('org-page-limit');
      const { context, page } = await openPhone(browser);
      await page.goto(await linkOf(task));
      await askForCode(page, 'stranger@example.com');
      const answerToStranger = await page.locator('main').innerText();
      for (let asked = 0; asked < 4; asked += 1) await askForCode(page);
      const answerToApprover = await page.locator('main').innerText();
      const mails = await until('three codes', async () => {
        const found = await codeMailsOf(product.url, task.task_id);
        return found.length >= 3 ? found : undefined;
      });
      const codes = mails.map(({ text }) => /\d{6}/.exec(text)?.[0] ?? '');
      await enterCode(page, codes[2] ?? '');
      const afterOldCode = page.url();
      await enterCode(page, codes[0] ?? '');
      await page.getByRole('heading', { name: 'Decide on this change' }).waitFor();
      const other = await openPhone(browser);
      await other.page.goto(task.links.approval ?? '');
      await enterCode(other.page, codes[0] ?? '');
      const usedTwice = other.page.url();
      await api.ask('rejectTask', 200, {
        params: { task_id: task.task_id },
        body: { reason: 'Enough' },
      });
      await until('the last notice', async () =>
        (await outboxOf(product.url)).find(
          ({ text }) => text.includes('was rejected') && text.includes(task.task_id),
        ),
      );
      await Promise.all([context.close(), other.context.close()]);

      expect(answerToStranger).toBe(answerToApprover);
      expect([afterOldCode, usedTwice].map((url) => url.includes('notice=code-refused'))).toEqual([
        true,
        true,
      ]);
      const all = await codeMailsOf(product.url, task.task_id);
      expect(all.map(({ to }) => to)).toEqual([approverAddress, approverAddress, approverAddress]);
      expect(all.flatMap(({ links }) => links)).toEqual([]);
    },
    150_000,
  );

  it.concurrent(
    'changes nothing for a scanner that opens the link again and again',
    async () => {
      const task = await waitingTask('org-page-scan');
      const link = await linkOf(task);

      const answers = await Promise.all(
        ['GET', 'HEAD', 'GET', 'HEAD'].map((method) => fetch(link, { method })),
      );
      const unknown = await fetch(link.replace(/gate-.*/, `gate-${'0'.repeat(26)}`));

      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      for (const { headers } of answers) {
        expect(headers.get('content-security-policy')).toContain("default-src 'none'");
        expect(headers.get('referrer-policy')).toBe('no-referrer');
        expect(headers.get('cache-control')).toBe('no-store');
        expect(headers.get('x-frame-options')).toBe('DENY');
        expect(headers.get('set-cookie')).toBeNull();
      }
      expect(unknown.status).toBe(404);
      expect(await getTask(api, task.task_id)).toEqual(task);
    },
    150_000,
  );

  it('left no defect behind', () => {
    expect(product.defects).toEqual([]);
  });
};

if (executablePath === null) {
  const reason =
    'the approval page was not tried in a browser: no Chromium is installed (CHROMIUM_PATH names one)';
  process.stderr.write(`${reason}\n`);
  it(reason, () => {
    expect(process.env['CI'] ?? 'false', reason).toBe('false');
  });
} else {
  describe('the approval page in a browser on a phone', approvalByPage);
}
