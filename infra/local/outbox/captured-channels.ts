import type {
  ChannelName,
  NotificationConfig,
} from '../../../functions/runtime/notification-config.ts';
import { readJsonPost, readSlackPost } from './capture-posts.ts';
import type { ReadPost } from './capture-posts.ts';
import type { MessageDraft } from './captured-message.ts';

/** Where the outbox stands; a channel that posts has a path of its own below it. */
export const outboxPath = '/_local/outbox';

interface CapturedChannel {
  /** Settings with which the channel ends in the outbox, given where that takes its posts. */
  readonly settings: (address: string) => Partial<NotificationConfig>;
  /** What a post to it says, or null; no reader where the SDK's transport is captured. */
  readonly read: ((body: unknown, path: string) => ReadPost | null) | null;
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
    read: readJsonPost,
  },
} satisfies Readonly<Record<ChannelName, CapturedChannel>>;

const all = Object.entries(capturedChannels) as readonly (readonly [
  ChannelName,
  CapturedChannel,
])[];

/** Settings under which every channel is on and ends in the outbox of a server. */
export const capturedSettings = (origin: string): Partial<NotificationConfig> =>
  Object.assign(
    {},
    ...all.map(([name, { settings }]) => settings(`${origin}${outboxPath}/${name}`)),
  ) as Partial<NotificationConfig>;

type PostReader = (body: unknown, path: string) => MessageDraft | null;

/** What reads the posts at a path as its channel's, or null where no channel posts. */
export const postReaderAt = (path: string): PostReader | null => {
  const [channel, captured] = all.find(([name]) => path === `${outboxPath}/${name}`) ?? [];
  const read = captured?.read ?? null;
  if (channel === undefined || read === null) return null;
  return (body, to) => {
    const post = read(body, to);
    return post && { channel, ...post };
  };
};
