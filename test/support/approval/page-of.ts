import { makeDecideByPage } from '../../../functions/application/approval/decide-by-page.ts';
import { makeDecideGate } from '../../../functions/application/approval/steps/gate-decision.ts';
import { makeOpenSession } from '../../../functions/application/approval/open-session.ts';
import { makeRequestCode } from '../../../functions/application/approval/request-code.ts';
import { makeSendCode } from '../../../functions/application/notification/send-code.ts';
import { makeShowGate } from '../../../functions/application/approval/show-gate.ts';
import { csrfTokenOf } from '../../../functions/domain/approval/codes.ts';
import type { approvalSettings } from '../builders/some-settings.ts';
import { planDigest } from '../builders/ids.ts';
import { aChannel } from '../world/approval-world.ts';
import type { World } from '../world/approval-world.ts';
import { openerOf, waitingIn, waitWith } from './gate-steps.ts';

/** The approval page over a world, with its mail. */
export const pageOf = (from: World) => {
  const mail = aChannel('email');
  const sendCode = makeSendCode({ ...from, email: mail.channel });
  const requestCode = makeRequestCode(from);
  const openSession = makeOpenSession(from);
  /** What the outbox does with the codes that are owed. */
  const deliverCodes = async () => {
    for (const { message } of await from.owed('send_code')) {
      if (message.kind === 'send_code') await sendCode(message);
      await from.outbox.done(message);
    }
    return mail.sent.map((notice) => /\b\d{6}\b/.exec(notice.text)?.[0] ?? '');
  };
  /** The code that the mail brings to who asks for one. */
  const codeFor = async (gateId: string, email: string): Promise<string> => {
    await requestCode({ gate_id: gateId, email });
    return (await deliverCodes()).at(-1) ?? '';
  };
  return {
    mail,
    show: makeShowGate(from),
    requestCode,
    openSession,
    decide: makeDecideByPage({ ...from, decideGate: makeDecideGate(from) }),
    deliverCodes,
    codeFor,
    /** The secret of the session that the code opens. */
    sessionFor: async (gateId: string, email: string): Promise<string> => {
      const code = await codeFor(gateId, email);
      const opened = await openSession({ gate_id: gateId, code });
      if (!opened) throw new Error('The code opened no session');
      return opened.secret;
    },
    /** Tries at codes of the task's gate that were wrong so far. */
    wrongTries: async () => (await from.codes.use((await waitingIn(from)).gate)).wrong_tries,
  };
};

/** Opens the gate of the world's task. */
export const openGateOf = async (
  world: World,
  settings: Parameters<typeof approvalSettings>[0] = {},
): Promise<string> => (await openerOf(world, settings)(waitWith('token-1'))).gate_id;

/** The form that approves, as the page of this session shows it. */
export const decisionForm = (secret: string, changes: Record<string, string> = {}) => ({
  decision: 'approve',
  reason: '',
  plan_digest: planDigest,
  csrf_token: csrfTokenOf(secret),
  ...changes,
});
