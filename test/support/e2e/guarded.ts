import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formsIn, openBrowser } from '../../../infra/local/demo/browser.ts';
import type { Page } from '../../../infra/local/demo/browser.ts';
import { connect } from './client.ts';
import type { TaskView } from './client.ts';
import { audience, startIssuer } from './issuer.ts';
import type { SignedClaims } from './issuer.ts';
import { openMailBox } from './mail-box.ts';
import { submitForApproval } from './scenario.ts';
import { startProduct } from './server.ts';
import { until } from './until.ts';

/** The whole product behind an issuer, with real mail; the registered approvers as `id=address`. */
export const startGuarded = async (
  approvers: string,
  environment: Readonly<Record<string, string>> = {},
) => {
  const issuer = await startIssuer();
  const mail = await openMailBox();
  const home = mkdtempSync(join(tmpdir(), 'guarded-'));
  const config = join(home, 'orchestrator.yaml');
  writeFileSync(
    config,
    `notification:\n  smtp_host: 127.0.0.1\n  smtp_port: ${mail.port}\n  sns_enabled: false\n`,
  );
  const product = await startProduct({
    AUTH_ISSUER: issuer.url,
    AUTH_AUDIENCE: audience,
    APPROVERS: approvers,
    CONFIG_FILE: config,
    ...environment,
  });
  return {
    ...product,
    mail,
    issuer,
    /** The API as the bearer of a token with these claims calls it. */
    as: async (claims: SignedClaims) =>
      connect(product.url, { authorization: `Bearer ${await issuer.sign(claims)}` }),
    close: async () => {
      await product.close();
      await mail.close();
      issuer.close();
      rmSync(home, { recursive: true });
    },
  };
};

export type Guarded = Awaited<ReturnType<typeof startGuarded>>;

export const gateOf = (task: TaskView): string => {
  if (!task.approval) throw new Error(`Task ${task.task_id} has no approval`);
  return task.approval.gate_id;
};

/** A production change that waits, asked for by the bearer of these claims. */
export const waitingTask = async (
  product: Guarded,
  claims: SignedClaims,
  intent = 'Fix drift on production cache servers',
): Promise<TaskView> =>
  submitForApproval(await product.as(claims), { org_id: String(claims['org_id']), intent });

/** Opens a session on the page by a code to the address, and posts the approval; the last page. */
export const approveByPage = async (
  product: Guarded,
  request: { readonly task: TaskView; readonly address: string; readonly typed?: string },
): Promise<Page> => {
  const { task, address } = request;
  const path = `/approvals/${gateOf(task)}`;
  const browser = openBrowser(product.url);
  const form = (end: string) => ({ action: `${path}/${end}`, fields: {} });
  await browser.post(form('codes'), { email: request.typed ?? address });
  const code = await until(`the code for ${address}`, () =>
    Promise.resolve(product.mail.codeFor(address, task.task_id)),
  );
  const review = await browser.post(form('session'), { code });
  const decision = formsIn(review.html).find(({ fields }) => fields['decision'] === 'approve');
  if (!decision) throw new Error('The page has no form to approve');
  return browser.post(decision, {});
};
