import type {
  ChannelName,
  NotificationConfig,
} from '../../../functions/runtime/notification-config.ts';
import { readSlackPost, readWebhookPost } from './capture-posts.ts';
import type { MessageDraft } from './captured-message.ts';

/** Where the outbox stands; a channel that posts has a path of its own below it. */
export const outboxPath = '/_local/outbox';

interface CapturedChannel {
  /** Settings with which the channel ends in the outbox, given where that takes its posts. */
  readonly settings: (address: string) => Partial<NotificationConfig>;
  /** A post to it as the outbox keeps it, or null; no reader where the SDK's transport is captured. */
  readonly read: ((body: unknown, path: string) => MessageDraft | null) | null;
}

const capturedChannels = {
  email: { settings: () => ({ email_enabled: true }), read: null },
  sns: { settings: () => ({ sns_enabled: true }), read: null },
  slack: {
    settings: (address) => ({
      slack_enabled: true,
      slack_webhook_url: address,
      slack_channel: '#infrastructure-alerts',
    }),
    read: readSlackPost,
  },
  webhook: {
    settings: (address) => ({ webhook_enabled: true, webhook_url: address }),
    read: readWebhookPost,
  },
} satisfies Readonly<Record<ChannelName, CapturedChannel>>;

const all: readonly (readonly [string, CapturedChannel])[] = Object.entries(capturedChannels);

/** Settings under which every channel is on and ends in the outbox of a server. */
export const capturedSettings = (origin: string): Partial<NotificationConfig> =>
  Object.assign(
    {},
    ...all.map(([name, { settings }]) => settings(`${origin}${outboxPath}/${name}`)),
  ) as Partial<NotificationConfig>;

/** What reads the posts at a path, or null where no channel posts. */
export const postReaderAt = (path: string): CapturedChannel['read'] =>
  all.find(([name]) => path === `${outboxPath}/${name}`)?.[1].read ?? null;
