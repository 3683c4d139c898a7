import { makeDecideByPage } from '../../../functions/application/approval/decide-by-page.ts';
import { makeDecideGate } from '../../../functions/application/approval/steps/gate-decision.ts';
import { makeOpenGate } from '../../../functions/application/approval/open-gate.ts';
import { makeOpenSession } from '../../../functions/application/approval/open-session.ts';
import { makeRequestCode } from '../../../functions/application/approval/request-code.ts';
import { makeSendCode } from '../../../functions/application/notification/send-code.ts';
import { makeShowGate } from '../../../functions/application/approval/show-gate.ts';
import { org, taskId } from '../builders/ids.ts';
import { approvalSettings } from '../builders/some-settings.ts';
import { aChannel } from '../world/approval-world.ts';
import type { World } from '../world/approval-world.ts';

/** The approval page over a world, with its mail. */
export const pageOf = (from: World) => {
  const mail = aChannel('email');
  const sendCode = makeSendCode({ ...from, email: mail.channel });
  return {
    mail,
    show: makeShowGate(from),
    requestCode: makeRequestCode(from),
    openSession: makeOpenSession(from),
    decide: makeDecideByPage({ ...from, decideGate: makeDecideGate(from) }),
    /** What the outbox does with the codes that are owed. */
    deliverCodes: async () => {
      for (const { message } of await from.owed('send_code')) {
        if (message.kind === 'send_code') await sendCode(message);
        await from.outbox.done(message);
      }
      return mail.sent.map((notice) => /\b\d{6}\b/.exec(notice.text)?.[0] ?? '');
    },
  };
};

/** Opens the gate of the world's task. */
export const openGateOf = async (
  world: World,
  settings: Parameters<typeof approvalSettings>[0] = {},
): Promise<string> => {
  const openGate = makeOpenGate({
    ...world,
    settings: { get: () => Promise.resolve(approvalSettings(settings)) },
  });
  const call = { org_id: org, task_id: taskId, plan_revision: 1, task_token: 'token-1' };
  return (await openGate(call)).gate_id;
};
