import { describe, expect, test } from 'vitest';
import { parseNotificationConfig } from '../../../functions/runtime/notification-config-file.ts';
import { readNotificationConfig } from '../../../functions/runtime/notification-config.ts';

const seed = `
notification:
  slack_enabled: true
  slack_webhook_url: "https://hooks.slack.com/services/..."
  slack_channel: "#infrastructure-alerts"

  email_enabled: true
  smtp_host: "smtp.example.com"
  smtp_port: 587
  smtp_user: "alerts@example.com"
  smtp_password: "..."
  email_from: "QL-RF AI <alerts@example.com>"
  email_to:
    - "ops-team@example.com"

  webhook_enabled: true
  webhook_url: "https://api.example.com/webhooks/ql-rf"
`;

const reasonOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('It was accepted');
};

describe('parseNotificationConfig', () => {
  test('reads the documented example as it is printed', () => {
    expect(parseNotificationConfig(seed)).toEqual({
      slack_enabled: true,
      slack_webhook_url: 'https://hooks.slack.com/services/...',
      slack_channel: '#infrastructure-alerts',
      email_enabled: true,
      smtp_host: 'smtp.example.com',
      smtp_port: 587,
      smtp_user: 'alerts@example.com',
      smtp_password: '...',
      email_from: 'QL-RF AI <alerts@example.com>',
      email_to: ['ops-team@example.com'],
      sns_enabled: true,
      webhook_enabled: true,
      webhook_url: 'https://api.example.com/webhooks/ql-rf',
    });
  });

  test('an empty file means mail only', () => {
    expect(parseNotificationConfig('')).toEqual({
      slack_enabled: false,
      email_enabled: true,
      smtp_port: 587,
      email_to: [],
      sns_enabled: true,
      webhook_enabled: false,
    });
  });

  test('its JSON is what the environment variable carries', () => {
    const config = parseNotificationConfig(seed);

    expect(readNotificationConfig(JSON.stringify(config))).toEqual(config);
  });

  test.each([
    [
      'an unknown member',
      'notification:\n  slak_enabled: true',
      'unknown: notification.slak_enabled',
    ],
    ['an unknown part', 'notifications: {}', 'unknown: notifications'],
    [
      'a channel without its address',
      'notification:\n  slack_enabled: true',
      'slack_webhook_url is needed',
    ],
    [
      'a webhook over plain http',
      'notification:\n  webhook_enabled: true\n  webhook_url: http://example.com',
      'webhook_url must be https',
    ],
    ['another protocol', 'notification:\n  webhook_url: file:///etc/passwd', 'webhook_url'],
    ['a port that there is not', 'notification:\n  smtp_port: 70000', 'smtp_port'],
    ['a sender of two lines', 'notification:\n  email_from: "a@b.c\\r\\nBcc: x@y.z"', 'email_from'],
    ['broken YAML', 'notification:\n  a: [1\n  b: 2', 'line '],
  ])('refuses %s and names it', (_, text, reason) => {
    expect(reasonOf(() => parseNotificationConfig(text))).toContain(reason);
  });

  test('a refusal never repeats a value', () => {
    const text = 'notification:\n  webhook_secret: "not base64 but secret"';

    const reason = reasonOf(() => parseNotificationConfig(text));

    expect(reason).toContain('webhook_secret');
    expect(reason).not.toContain('but secret');
  });

  test('what is no JSON at all is refused', () => {
    expect(reasonOf(() => readNotificationConfig('{'))).toBe(
      'Notification settings: not valid JSON',
    );
  });
});
