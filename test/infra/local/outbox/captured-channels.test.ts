import { describe, expect, it } from 'vitest';
import { NotificationConfig } from '../../../../functions/runtime/notification-config.ts';
import {
  capturedSettings,
  postReaderAt,
} from '../../../../infra/local/outbox/captured-channels.ts';

describe('the captured channels', () => {
  it('are all on, and those that post have an address of the outbox', () => {
    expect(capturedSettings('http://127.0.0.1:3000')).toEqual({
      email_enabled: true,
      sns_enabled: true,
      slack_enabled: true,
      slack_webhook_url: 'http://127.0.0.1:3000/_local/outbox/slack',
      slack_channel: '#infrastructure-alerts',
      webhook_enabled: true,
      webhook_url: 'http://127.0.0.1:3000/_local/outbox/webhook',
    });
    expect(NotificationConfig.safeParse(capturedSettings('http://127.0.0.1:3000')).error).toBe(
      undefined,
    );
  });

  it('take posts at the path of a channel that posts, and nowhere else', () => {
    const read = postReaderAt('/_local/outbox/slack');

    expect(read?.({ text: 'Hello\nthere' }, '/_local/outbox/slack')).toMatchObject({
      channel: 'slack',
      subject: 'Hello',
    });
    for (const path of ['/_local/outbox/email', '/_local/outbox/teams', '/_local/outbox'])
      expect(postReaderAt(path)).toBeNull();
  });
});
