import type { Api, Execution, OutboxMessage, Task } from './api.ts';
import { formsIn, openBrowser } from './browser.ts';
import type { Form } from './browser.ts';
import { progressPrinter, sayDetail, sayDone } from './print.ts';

const patienceMilliseconds = 120_000;
const pauseMilliseconds = 200;

/** @throws Error with the sentence when the claim does not hold: the demo then failed. */
export const assertThat: (claim: unknown, sentence: string) => asserts claim = (
  claim,
  sentence,
) => {
  if (!claim) throw new Error(sentence);
};

/** The first thing that is found by looking again and again; nothing is null, or what a search lacks. */
const until = async <Value>(
  what: string,
  look: () => Promise<Value>,
): Promise<NonNullable<Value>> => {
  const end = Date.now() + patienceMilliseconds;
  while (Date.now() < end) {
    const value = await look();
    if (value !== undefined && value !== null) return value;
    await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
  }
  throw new Error(`Waited in vain for ${what}`);
};

/** Submits and waits for the plan with its gate. */
export const submitAndPlan = async (api: Api, request: unknown): Promise<Task> => {
  const { task_id } = await api.submit(request);
  const task = await until('the plan', async () => {
    const current = await api.task(task_id);
    return current.status === 'planning' ? null : current;
  });
  assertThat(
    task.status === 'pending_approval' && task.plan && task.plan_digest,
    `The task should wait for approval, but is ${task.status}: ${JSON.stringify(task.error)}`,
  );
  return task;
};

const findMail = (api: Api, what: string, wanted: (mail: OutboxMessage) => boolean) =>
  until(what, async () =>
    (await api.outbox()).find((message) => message.channel === 'email' && wanted(message)),
  );

const formWith = (html: string, wanted: (form: Form) => boolean, what: string): Form => {
  const form = formsIn(html).find(wanted);
  assertThat(form, `The approval page has no form to ${what}`);
  return form;
};

/** Decides as an approver does: by the link in the mail, a code from a second mail, and the page. */
export const approveByPage = async (api: Api, task: Task): Promise<void> => {
  const mail = await findMail(
    api,
    'the mail to the approver',
    (message) =>
      message.links.some((link) => link.includes('/approvals/')) &&
      message.text.includes(task.task_id),
  );
  const link = mail.links.find((address) => address.includes('/approvals/')) ?? '';
  sayDetail(`Mail to ${mail.to}: ${mail.subject}`);
  sayDetail(link);
  const browser = openBrowser(api.url);
  const locked = await browser.open(link);
  const assets = (task.plan?.phases ?? []).flatMap((phase) => phase.assets);
  assertThat(
    assets.every(({ asset_id }) => !locked.html.includes(asset_id)),
    'The page shows assets to whoever has the link',
  );
  sayDetail('The link alone shows only that a change waits.');
  await browser.post(
    formWith(locked.html, ({ action }) => action.endsWith('/codes'), 'ask for a code'),
    { email: mail.to },
  );
  const codeMail = await findMail(
    api,
    'the mail with the code',
    (message) => /\b\d{6}\b/.test(message.text) && message.id > mail.id && message.to === mail.to,
  );
  const code = /\b\d{6}\b/.exec(codeMail.text)?.[0] ?? '';
  sayDetail(`Code from the second mail: ${code}`);
  const review = await browser.post(
    formWith(locked.html, ({ action }) => action.endsWith('/session'), 'enter the code'),
    { code },
  );
  assertThat(
    assets.every(({ asset_id }) => review.html.includes(asset_id)) &&
      review.html.includes(task.plan_digest ?? ''),
    'The page does not show the whole plan after the code',
  );
  sayDetail(`The page shows all ${assets.length} assets and the digest of the plan.`);
  const decided = await browser.post(
    formWith(review.html, ({ fields }) => fields['decision'] === 'approve', 'approve'),
    { reason: 'Looks right' },
  );
  assertThat(decided.status === 200, `The decision was answered with ${decided.status}`);
  sayDone('Approved on the page');
};

const endings: readonly string[] = [
  'completed',
  'failed',
  'rolled_back',
  'rollback_partial',
  'cancelled',
];

/** Follows the task's execution to its end by long polls. */
export const followExecution = async (api: Api, task: Task): Promise<Execution> => {
  const executionId = await until('the execution', async () => {
    const { execution_id: id, status, error } = await api.task(task.task_id);
    assertThat(
      !['rejected', 'expired', 'cancelled', 'blocked'].includes(status),
      `The task became ${status}: ${JSON.stringify(error)}`,
    );
    return id;
  });
  const show = progressPrinter();
  const end = Date.now() + patienceMilliseconds;
  let since = 0;
  while (Date.now() < end) {
    const execution = await api.execution(executionId, since);
    show(execution);
    if (endings.includes(execution.status)) return execution;
    since = execution.version;
  }
  throw new Error('The execution did not end');
};

/** The task's status follows its execution's. */
export const settledStatus = (api: Api, task: Task): Promise<string> =>
  until('the end of the task', async () => {
    const { status } = await api.task(task.task_id);
    return status === 'executing' || status === 'approved' ? null : status;
  });
