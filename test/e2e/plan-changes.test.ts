import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPhone, openReview } from '../support/e2e/approver.ts';
import { chromiumPath, launchChromium } from '../support/e2e/chromium.ts';
import { connect } from '../support/e2e/client.ts';
import type { Client, TaskView } from '../support/e2e/client.ts';
import { plannedAssetsOf, submitForApproval } from '../support/e2e/scenario.ts';
import { startProduct } from '../support/e2e/server.ts';
import type { Product } from '../support/e2e/server.ts';

const executablePath = chromiumPath();

let product: Product;
let api: Client;
let browser: Browser;

/** The words of an asset's row, as a person sees them. */
const rowOf = async (page: Page, assetId: string): Promise<string> =>
  (await page.locator('tr', { hasText: assetId }).first().innerText()).replace(/\s+/g, ' ');

/** Later phases are folded. */
const unfold = async (page: Page): Promise<void> => {
  const folded = page.locator('details:not([open]) > summary');
  while ((await folded.count()) > 0) await folded.first().click();
};

const reviewed = async (task: TaskView, look: (page: Page) => Promise<void>): Promise<void> => {
  const { context, page } = await openPhone(browser);
  await openReview(page, { url: product.url, taskId: task.task_id });
  await unfold(page);
  await look(page);
  await context.close();
};

const toldByPage = () => {
  beforeAll(async () => {
    product = await startProduct();
    api = connect(product.url);
    browser = await launchChromium(executablePath ?? '');
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await product.close();
  });

  it('what changes on each asset, from what to what', async () => {
    const task = await submitForApproval(api, {
      ...{ org_id: 'org-changes', intent: 'Fix drift on production cache servers' },
    });
    const assets = plannedAssetsOf(task);
    const golden = 'ami-1c6348f2d83afebb2';

    expect(assets.length).toBeGreaterThan(2);
    await reviewed(task, async (page) => {
      for (const asset of assets) {
        const [change, ...more] = asset.changes ?? [];
        expect([change?.field, change?.to, more]).toEqual(['image', golden, []]);
        expect(change?.from).toMatch(/^ami-[0-9a-f]{17}$/);
        expect(await rowOf(page, asset.asset_id)).toContain(
          `image: from ${String(change?.from)} to ${golden}`,
        );
      }
    });
    const olds = new Set(assets.map(({ changes = [] }) => changes[0]?.from ?? ''));
    for (const old of olds)
      expect(task.agent_result?.plan).toContain(`image: from ${old} to ${golden}`);
  }, 120_000);

  it('the CVEs that close on each asset, and in total', async () => {
    const task = await submitForApproval(api, {
      ...{ org_id: 'org-closes', intent: 'Patch production database servers' },
    });
    const assets = plannedAssetsOf(task);
    const closed = [...new Set(assets.flatMap(({ cve_ids = [] }) => cve_ids))].sort();

    expect(closed.length).toBeGreaterThan(1);
    expect([...(task.plan?.cve_ids ?? [])].sort()).toEqual(closed);
    await reviewed(task, async (page) => {
      for (const { asset_id, cve_ids = [], changes = [] } of assets) {
        const row = await rowOf(page, asset_id);
        expect(cve_ids.length).toBeGreaterThan(0);
        expect(row).toContain(`closes ${cve_ids.join(', ')}`);
        for (const { field, from, to } of changes)
          expect(row).toContain(
            from === null ? `${field}: ${String(to)}` : `${field}: from ${from} to ${String(to)}`,
          );
      }
      const whole = await page.locator('main').innerText();
      expect(whole).toContain(`Closes ${closed.length} CVEs: ${closed.join(', ')}.`);
    });
    expect(task.agent_result?.plan.replaceAll(/[\\`]/g, '')).toContain(
      `Closes ${closed.length} CVEs: ${closed.join(', ')}.`,
    );
  }, 120_000);
};

if (executablePath === null) {
  const reason =
    'what a plan changes was not read in a browser: no Chromium is installed (CHROMIUM_PATH names one)';
  process.stderr.write(`${reason}\n`);
  it(reason, () => {
    expect(process.env['CI'] ?? 'false', reason).toBe('false');
  });
} else {
  describe('the approval page, in a browser, tells with the plan', toldByPage);
}
