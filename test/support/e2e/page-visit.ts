import { formsIn, openBrowser } from '../../../infra/local/demo/browser.ts';
import type { Form } from '../../../infra/local/demo/browser.ts';
import { approverAddress, newestCodeOf } from './approver.ts';

const formWith = (html: string, isWanted: (form: Form) => boolean): Form => {
  const form = formsIn(html).find(isWanted);
  if (!form) throw new Error('The page has no such form');
  return form;
};

/** Approves on the page by a link: a code, a session and the decision. Answers the last page. */
export const approveByLink = async (
  url: string,
  request: { readonly link: string; readonly taskId: string; readonly reason: string },
): Promise<string> => {
  const browser = openBrowser(url);
  const locked = (await browser.open(request.link)).html;
  const endingWith = (end: string) => formWith(locked, ({ action }) => action.endsWith(end));
  await browser.post(endingWith('/codes'), { email: approverAddress });
  const code = await newestCodeOf(url, request.taskId);
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
  await browser.post(endingWith('/session'), { code: wrong });
  const review = await browser.post(endingWith('/session'), { code });
  const decision = formWith(review.html, ({ fields }) => fields['decision'] === 'approve');
  return (await browser.post(decision, { reason: request.reason })).html;
};
