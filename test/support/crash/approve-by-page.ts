import { setTimeout as pause } from 'node:timers/promises';
import { formsIn, openBrowser } from '../../../infra/local/demo/browser.ts';
import type { Form } from '../../../infra/local/demo/browser.ts';
import type { TaskApi, TaskView } from './task-api.ts';

const codeLooks = 40;
const lookMilliseconds = 100;

const formTo = (html: string, wanted: (form: Form) => boolean): Form => {
  const form = formsIn(html).find(wanted);
  if (!form) throw new Error('The page has no such form');
  return form;
};

/** The newest code that was mailed for a task; a code names its task, so that none is tried elsewhere. */
const newestCode = async (api: TaskApi, taskId: string): Promise<string> => {
  for (let look = 0; look < codeLooks; look += 1) {
    const mail = (await api.mails()).find(
      ({ text }) => text.startsWith('Your code is') && text.includes(taskId),
    );
    const code = /\b\d{6}\b/.exec(mail?.text ?? '')?.[0];
    if (code !== undefined) return code;
    await pause(lookMilliseconds);
  }
  throw new Error('No code was mailed');
};

/**
 * Approves as an approver does: the link, a code by mail, the page.
 * @throws when the product is killed underway, or the gate takes no more codes.
 */
export const approveByPage = async (
  api: TaskApi,
  { origin, task }: { readonly origin: string; readonly task: TaskView },
): Promise<void> => {
  const browser = openBrowser(origin);
  const locked = await browser.open(`/approvals/${task.approval?.gate_id ?? ''}`);
  const ask = formTo(locked.html, ({ action }) => action.endsWith('/codes'));
  await browser.post(ask, { email: 'approver@example.com' });
  const code = await newestCode(api, task.task_id);
  const enter = formTo(locked.html, ({ action }) => action.endsWith('/session'));
  const review = await browser.post(enter, { code });
  const decide = formTo(review.html, ({ fields }) => fields['decision'] === 'approve');
  await browser.post(decide, { reason: 'Looks right' });
};
