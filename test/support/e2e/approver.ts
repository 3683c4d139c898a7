import type { Browser, BrowserContext, Page } from 'playwright-core';
import { outboxOf } from './local-pages.ts';
import type { CapturedMessage } from './local-pages.ts';
import { patienceMilliseconds, until } from './until.ts';

export const approverAddress = 'approver@example.com';

/** A phone without script, with cookies of its own. */
export const openPhone = async (
  browser: Browser,
): Promise<{ readonly context: BrowserContext; readonly page: Page }> => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    javaScriptEnabled: false,
  });
  context.setDefaultTimeout(patienceMilliseconds);
  return { context, page: await context.newPage() };
};

/** The mail that asks to decide on a task. */
export const requestMailOf = (url: string, taskId: string): Promise<CapturedMessage> =>
  until('the mail to the approver', async () =>
    (await outboxOf(url)).find(
      ({ channel, links, text }) =>
        channel === 'email' && links.length > 0 && text.includes(taskId),
    ),
  );

export const codeMailsOf = async (
  url: string,
  taskId: string,
): Promise<readonly CapturedMessage[]> =>
  (await outboxOf(url)).filter(
    ({ subject, text }) =>
      subject === 'Your one-time code for an approval' && text.includes(taskId),
  );

const codeIn = (mail: CapturedMessage | undefined): string | null =>
  /Your code is (\d{6})/.exec(mail?.text ?? '')?.[1] ?? null;

export const askForCode = async (page: Page, address = approverAddress): Promise<void> => {
  await page.getByLabel('Your e-mail address').fill(address);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await page.waitForURL(/notice=code-requested/);
};

export const newestCodeOf = (url: string, taskId: string): Promise<string> =>
  until('the mail with the code', async () => codeIn((await codeMailsOf(url, taskId))[0]));

export const enterCode = async (page: Page, code: string): Promise<void> => {
  await page.getByLabel('Six-digit code').fill(code);
  await page.getByRole('button', { name: 'Show the change' }).click();
  await page.waitForLoadState();
};

/** From the link to the plan, as an approver does it. */
export const openReview = async (
  page: Page,
  place: { readonly url: string; readonly taskId: string },
): Promise<void> => {
  const mail = await requestMailOf(place.url, place.taskId);
  await page.goto(mail.links[0] ?? '');
  await askForCode(page);
  await enterCode(page, await newestCodeOf(place.url, place.taskId));
  await page.getByRole('heading', { name: 'Decide on this change' }).waitFor();
};
