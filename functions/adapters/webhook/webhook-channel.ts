import type { Clock } from '../../application/shared/ports.ts';
import type {
  NotificationChannel,
  Notice,
} from '../../application/notification/notification-ports.ts';
import { causeInBrackets, ChannelFailure } from '../../domain/notification/channel-failure.ts';
import { signWebhook } from './sign-webhook.ts';

export interface Webhook {
  readonly url: string;
  /** Without one the request carries id and timestamp, and no signature. */
  readonly secret?: string | undefined;
}

const timeoutMilliseconds = 10_000;

const toBody = (notice: Notice): string =>
  JSON.stringify({
    type: notice.event,
    timestamp: notice.at,
    data: {
      message_id: notice.message_id,
      org_id: notice.org_id,
      task_id: notice.task_id,
      execution_id: notice.execution_id,
      subject: notice.subject,
      text: notice.text,
      links: notice.links,
    },
  });

/**
 * A webhook by the Standard Webhooks specification: receivers tell repeats by `webhook-id`, and
 * replays by `webhook-timestamp`, which is under the signature. Redirects are not followed.
 * @throws ChannelFailure for whatever is not a success.
 */
export const makeWebhookChannel = (
  webhook: Webhook,
  clock: Clock,
): NotificationChannel<'webhook'> => ({
  name: 'webhook',
  reach: 'own_address',
  send: async (notice) => {
    const body = toBody(notice);
    const content = { id: notice.message_id, timestamp: Math.floor(clock.now() / 1_000), body };
    let status: number;
    try {
      const response = await fetch(webhook.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'webhook-id': content.id,
          'webhook-timestamp': String(content.timestamp),
          ...(webhook.secret !== undefined && {
            'webhook-signature': signWebhook(webhook.secret, content),
          }),
        },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMilliseconds),
      });
      await response.body?.cancel();
      status = response.status;
    } catch (error) {
      throw new ChannelFailure(`The webhook does not answer${causeInBrackets(error)}`, {
        status: null,
        cause: error,
      });
    }
    if (status < 200 || status > 299) {
      throw new ChannelFailure(`The webhook answers ${status}`, { status });
    }
  },
});
