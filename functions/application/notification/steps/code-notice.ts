import type { MessageOf } from '../../../domain/notification/notification.ts';
import { codeLimits } from '../../../domain/approval/codes.ts';
import type { Approver } from '../../../domain/approval/gate.ts';
import type { Notice } from '../notification-ports.ts';

/** The mail with a code: no link and nothing about the change, so that neither mail is enough alone. */
export const renderCodeNotice = (input: {
  readonly message: MessageOf<'send_code'>;
  readonly approver: Approver;
  readonly code: string;
}): Notice => {
  const { message, approver, code } = input;
  const minutes = codeLimits.valid_seconds / 60;
  const lines = [
    `Your code is ${code}. It works once, within ${minutes} minutes, on the approval page that you have open.`,
    `It is for the approval of task ${message.task_id}.`,
    'Nobody will ask you for it. If you did not ask for a code, ignore this mail.',
  ];
  return {
    message_id: message.message_id,
    org_id: message.org_id,
    event: 'approval_code',
    task_id: message.task_id,
    execution_id: null,
    subject: 'Your one-time code for an approval',
    text: `${lines.join('\n\n')}\n`,
    html: [
      '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Your code</title></head>',
      '<body style="font:16px/1.5 system-ui,sans-serif;color:#16202e">',
      `<p style="font:700 32px/1.2 ui-monospace,monospace;letter-spacing:6px">${code}</p>`,
      ...lines.map((line) => `<p>${line}</p>`),
      '</body></html>',
    ].join('\n'),
    links: [],
    recipients: [approver.email],
    at: message.at,
  };
};
