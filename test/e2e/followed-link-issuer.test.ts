import { afterAll, beforeAll, expect, it } from 'vitest';
import { chromiumPath, launchChromium } from '../support/e2e/chromium.ts';
import { decideByFollowedLink } from '../support/e2e/followed-link.ts';
import { gateOf, startGuarded, waitingTask } from '../support/e2e/guarded.ts';
import type { Guarded } from '../support/e2e/guarded.ts';
import { getTask } from '../support/e2e/scenario.ts';
import { until } from '../support/e2e/until.ts';

let product: Guarded;

beforeAll(async () => {
  product = await startGuarded('sub-alice=alice@example.com');
}, 60_000);

afterAll(() => product.close());

const rita = {
  sub: 'sub-rita',
  org_id: 'org-link',
  roles: ['operator'],
  email: 'rita@example.com',
};

it('behind an issuer the link of a mail opens from another site, and all that posts from there is refused', async () => {
  const executablePath = chromiumPath();
  if (executablePath === null) {
    expect(process.env['CI'] ?? 'false', 'no Chromium is installed').toBe('false');
    return;
  }
  const browser = await launchChromium(executablePath);
  const task = await waitingTask(product, rita);
  const address = 'alice@example.com';

  await decideByFollowedLink(browser, {
    link: `${product.url}/approvals/${gateOf(task)}`,
    address,
    newestCode: () =>
      until('the code', () => Promise.resolve(product.mail.codeFor(address, task.task_id))),
    secrets: [task.task_id, task.plan_digest ?? '', task.task_spec.goal, task.org_id],
  });
  await browser.close();

  const decided = await getTask(await product.as(rita), task.task_id);
  expect(decided.approval?.decisions).toMatchObject([
    { decision: 'approved', channel: 'page', by: { id: 'sub-alice' } },
  ]);
  expect(product.defects).toEqual([]);
}, 150_000);
