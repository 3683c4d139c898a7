import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { SESv2Client } from '@aws-sdk/client-sesv2';
import type { NotificationChannel } from '../../application/notification/notification-ports.ts';
import { answeredFailure } from '../../domain/notification/channel-failure.ts';
import { mailHeaders } from './mail-headers.ts';

/** Mail by SES v2: one mail a recipient, so that nobody learns of the others. */
export const makeSesChannel = (
  client: SESv2Client,
  from: string,
): NotificationChannel<'email'> => ({
  name: 'email',
  reach: 'each_recipient',
  send: async (notice) => {
    const headers = Object.entries(mailHeaders(notice));
    for (const recipient of notice.recipients) {
      try {
        await client.send(
          new SendEmailCommand({
            FromEmailAddress: from,
            Destination: { ToAddresses: [recipient] },
            Content: {
              Simple: {
                Subject: { Data: notice.subject, Charset: 'UTF-8' },
                Body: {
                  Text: { Data: notice.text, Charset: 'UTF-8' },
                  Html: { Data: notice.html, Charset: 'UTF-8' },
                },
                Headers: headers.map(([Name, Value]) => ({ Name, Value })),
              },
            },
          }),
        );
      } catch (error) {
        throw answeredFailure('SES does not take the mail', error);
      }
    }
  },
});
