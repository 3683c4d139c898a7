import type {
  NotificationChannel,
  Notice,
} from '../../application/notification/notification-ports.ts';
import { causeInBrackets, ChannelFailure } from '../../domain/notification/channel-failure.ts';

export interface SlackWebhook {
  readonly url: string;
  readonly channel?: string | undefined;
}

const timeoutMilliseconds = 5_000;

/** Slack's limit of a plain-text section, in characters. */
const longestSection = 3_000;
const longestHeader = 150;

/** Slack reads these three as control characters even in `text`; everything else is literal. */
const escapeSlack = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const plain = (text: string, longest: number) => ({
  type: 'plain_text',
  text: text.slice(0, longest),
  emoji: false,
});

/** Blocks of plain text only: nothing that people or assets wrote becomes a mention or a link. */
const toMessage = (notice: Notice, channel: string | undefined) => {
  const url = notice.links[0];
  const button = { type: 'button', text: plain('Open', 75), url, action_id: 'open_link' };
  return {
    ...(channel !== undefined && { channel }),
    text: escapeSlack(notice.subject),
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: 'header', text: plain(notice.subject, longestHeader) },
      { type: 'section', text: plain(notice.text, longestSection) },
      ...(url === undefined ? [] : [{ type: 'actions', elements: [button] }]),
    ],
  };
};

/** A Slack incoming webhook. @throws ChannelFailure for whatever is not a success. */
export const makeSlackChannel = (webhook: SlackWebhook): NotificationChannel<'slack'> => ({
  name: 'slack',
  reach: 'own_address',
  send: async (notice) => {
    let status: number;
    try {
      const response = await fetch(webhook.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(toMessage(notice, webhook.channel)),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMilliseconds),
      });
      await response.body?.cancel();
      status = response.status;
    } catch (error) {
      throw new ChannelFailure(`Slack does not answer${causeInBrackets(error)}`, {
        status: null,
        cause: error,
      });
    }
    if (status < 200 || status > 299) {
      throw new ChannelFailure(`Slack answers ${status}`, { status });
    }
  },
});
