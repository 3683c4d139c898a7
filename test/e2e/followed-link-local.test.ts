import { afterAll, beforeAll, expect, it } from 'vitest';
import { approverAddress, newestCodeOf, requestMailOf } from '../support/e2e/approver.ts';
import { chromiumPath, launchChromium } from '../support/e2e/chromium.ts';
import { connect } from '../support/e2e/client.ts';
import { decideByFollowedLink } from '../support/e2e/followed-link.ts';
import { getTask, submitForApproval } from '../support/e2e/scenario.ts';
import { startProduct } from '../support/e2e/server.ts';
import type { Product } from '../support/e2e/server.ts';

let product: Product;

beforeAll(async () => {
  product = await startProduct();
}, 60_000);

afterAll(() => product.close());

it('on one machine the link of a mail opens from another site, and all that posts from there is refused', async () => {
  const executablePath = chromiumPath();
  if (executablePath === null) {
    expect(process.env['CI'] ?? 'false', 'no Chromium is installed').toBe('false');
    return;
  }
  const api = connect(product.url);
  const browser = await launchChromium(executablePath);
  const task = await submitForApproval(api, {
    org_id: 'org-link',
    intent: 'Fix drift on production cache servers',
  });
  const mail = await requestMailOf(product.url, task.task_id);

  await decideByFollowedLink(browser, {
    link: mail.links[0] ?? '',
    address: approverAddress,
    newestCode: () => newestCodeOf(product.url, task.task_id),
    secrets: [task.task_id, task.plan_digest ?? '', task.task_spec.goal, task.org_id],
  });
  await browser.close();

  expect((await getTask(api, task.task_id)).approval?.decisions).toMatchObject([
    { decision: 'approved', channel: 'page', by: { email: approverAddress } },
  ]);
  expect(product.defects).toEqual([]);
}, 150_000);
