import { PublishCommand } from '@aws-sdk/client-sns';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { NotificationChannel } from '../../application/notification/notification-ports.ts';
import { answeredFailure } from '../../domain/notification/channel-failure.ts';

/** SNS takes a subject of at most 100 printable ASCII characters. */
const asSubject = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 100);

/**
 * The notice on an SNS topic, for whatever subscribes. Attributes let subscribers filter by event.
 * Codes never come here, and a link in it authorises nothing.
 */
export const makeSnsChannel = (
  client: SNSClient,
  topicArn: string,
): NotificationChannel<'sns'> => ({
  name: 'sns',
  reach: 'own_address',
  send: async (notice) => {
    const attribute = (value: string) => ({ DataType: 'String', StringValue: value });
    try {
      await client.send(
        new PublishCommand({
          TopicArn: topicArn,
          Subject: asSubject(notice.subject),
          Message: notice.text,
          MessageAttributes: {
            event: attribute(notice.event),
            org_id: attribute(notice.org_id),
            message_id: attribute(notice.message_id),
          },
        }),
      );
    } catch (error) {
      throw answeredFailure('SNS does not take the notice', error);
    }
  },
});
