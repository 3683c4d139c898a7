import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { askForCode, enterCode } from './approver.ts';
import { startOtherSite } from './other-site.ts';

export interface FollowedLink {
  /** The link of the mail. */
  readonly link: string;
  readonly address: string;
  readonly newestCode: () => Promise<string>;
  /** What nobody may see without a code. */
  readonly secrets: readonly string[];
}

/**
 * What an approver does who reads mail in a web page of another site: follows the link, asks for a
 * code, decides; and what that site can't do by itself.
 */
export const decideByFollowedLink = async (
  browser: Browser,
  { link, address, newestCode, secrets }: FollowedLink,
): Promise<void> => {
  const webmail = await startOtherSite(link);
  const context = await browser.newContext();
  const page = await context.newPage();
  const embedded: number[] = [];
  page.on('response', (response) => {
    if (response.url() === link) embedded.push(response.status());
  });
  await page.goto(webmail.url, { waitUntil: 'networkidle' });
  // Of the image the browser tells nothing: what is no image is kept from the page.
  expect(new Set(embedded)).toEqual(new Set([403]));

  for (const id of ['code', 'session', 'decision']) {
    await page.goto(webmail.url);
    const [posted] = await Promise.all([
      page.waitForResponse((response) => response.request().method() === 'POST'),
      page.locator(`#${id} button`).click(),
    ]);
    expect([id, posted.status()]).toEqual([id, 403]);
  }

  await page.goto(webmail.url);
  const [opened] = await Promise.all([
    page.waitForResponse(
      (response) => response.url() === link && response.frame() === page.mainFrame(),
    ),
    page.getByText('Look at the change and decide').click(),
  ]);
  expect(opened.status()).toBe(200);
  expect((await opened.request().allHeaders())['sec-fetch-site']).toBe('cross-site');
  const locked = await page.content();
  expect(secrets.filter((secret) => locked.includes(secret))).toEqual([]);

  await askForCode(page, address);
  await enterCode(page, await newestCode());
  await page.getByRole('heading', { name: 'Decide on this change' }).waitFor();

  // The strict cookie does not travel with a link of another site: it opens the locked page again.
  const other = await context.newPage();
  await other.goto(webmail.url);
  await other.getByText('Look at the change and decide').click();
  await other.getByRole('heading', { name: 'A change waits for a decision' }).waitFor();
  const again = await other.content();
  expect(secrets.filter((secret) => again.includes(secret))).toEqual([]);

  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await page.getByRole('heading', { name: 'This change was approved' }).waitFor();
  await context.close();
  webmail.close();
};
