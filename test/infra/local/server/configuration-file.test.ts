import { describe, expect, test } from 'vitest';
import { readNotificationConfig } from '../../../../functions/runtime/notification-config.ts';
import { readConfigurationText } from '../../../../infra/local/settings/configuration-file.ts';

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

const file = '/etc/orchestrator.yaml';
const faultsOf = (text: string): readonly string[] => readConfigurationText(text, file).faults;
const notificationOf = (text: string) => {
  const { configuration, faults } = readConfigurationText(text, file);
  expect(faults).toEqual([]);
  return configuration.notification;
};

describe('the configuration file', () => {
  test('is read as it is printed in the documentation', () => {
    expect(notificationOf(seed)).toEqual({
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
      webhook_enabled: true,
      webhook_url: 'https://api.example.com/webhooks/ql-rf',
    });
  });

  test('says what the org calls things', () => {
    const text = 'intent:\n  environments:\n    staging: [uat, qa]\n  time_zone: Europe/Berlin\n';

    expect(readConfigurationText(text, file).configuration.intent).toEqual({
      environments: { staging: ['uat', 'qa'] },
      time_zone: 'Europe/Berlin',
    });
  });

  test.each([
    [
      'intent:\n  environments:\n    development: [prod]\n',
      `${file}:3:19 intent.environments.development.0 already stands for production: leave it out of development`,
    ],
    [
      'intent:\n  time_zone: Berlin\n',
      `${file}:2:3 intent.time_zone must be a time zone of the IANA list, for example Europe/Berlin`,
    ],
    [
      'intent:\n  tagkeys: {}\n',
      `${file}:2:3 intent.tagkeys is not a known setting; did you mean tag_keys?`,
    ],
  ])('refuses words that mean two things, with place and example: %j', (text, fault) => {
    expect(readConfigurationText(text, file).faults).toEqual([fault]);
  });

  test('that is empty says nothing', () => {
    expect(readConfigurationText('', file)).toEqual({
      configuration: { notification: null, approvers: null, intent: null },
      faults: [],
    });
  });

  test('is carried to the functions as JSON, where defaults come to it', () => {
    const carried = JSON.stringify(notificationOf(seed));

    expect(readNotificationConfig(carried)).toMatchObject({
      smtp_host: 'smtp.example.com',
      sns_enabled: true,
    });
  });

  test('names approvers, apart from where notices go', () => {
    const text =
      'approvers:\n  - id: alice\n    email: alice@example.com\n  - { id: bob, email: bob@example.com }\nnotification:\n  email_to: [ops@example.com]\n';

    expect(readConfigurationText(text, file).configuration.approvers).toBe(
      'alice=alice@example.com,bob=bob@example.com',
    );
    expect(
      readConfigurationText('notification:\n  email_to: [ops@example.com]\n', file).configuration
        .approvers,
    ).toBeNull();
  });

  test('may say a thing once and refer to it', () => {
    const text =
      'notification:\n  smtp_user: &who a@x.org\n  smtp_host: x.org\n  smtp_password: p\n  email_from: *who\n';

    expect(notificationOf(text)).toMatchObject({ email_from: 'a@x.org' });
  });

  test.each([
    [
      'an unknown member',
      'notification:\n  slak_enabled: true',
      `${file}:2:3 notification.slak_enabled is not a known setting; did you mean slack_enabled?`,
    ],
    ['an unknown part', 'aproved: []\n', `${file}:1:1 aproved is not a known setting`],
    [
      'a misspelt part',
      'notifications: {}',
      `${file}:1:1 notifications is not a known setting; did you mean notification?`,
    ],
    [
      'a member twice',
      'notification:\n  smtp_port: 25\n  smtp_port: 26',
      `${file}:3:3 the same setting stands there twice`,
    ],
    [
      'a part twice',
      'notification: {}\nnotification: {}',
      `${file}:2:1 the same setting stands there twice`,
    ],
    [
      'two documents',
      'notification: {}\n---\nnotification: {}',
      `${file}:2:1 a second document begins; the file is one`,
    ],
    [
      'a merge key',
      'notification:\n  <<: { smtp_port: 25 }',
      `${file}:2:3 notification.<< is not a known setting`,
    ],
    ['a tag', 'notification: !!js/function x', `${file}:1:15 is not YAML`],
    [
      'a bomb of aliases',
      `a: &a [${'x,'.repeat(20)}]\nb: &b [${'*a,'.repeat(20)}]\nc: [${'*b,'.repeat(20)}]`,
      `${file} refers to its own parts too often`,
    ],
    [
      'a channel without its address',
      'notification:\n  slack_enabled: true',
      'notification.slack_webhook_url is needed when slack_enabled is true',
    ],
    [
      'plain http off this machine',
      'notification:\n  webhook_enabled: true\n  webhook_url: http://example.com',
      `${file}:3:3 notification.webhook_url must be an https address (http only on this machine itself)`,
    ],
    [
      'another protocol',
      'notification:\n  webhook_url: file:///etc/passwd',
      'notification.webhook_url must be an https address',
    ],
    [
      'a password in an address',
      'notification:\n  webhook_url: https://u:pass@x.org',
      'notification.webhook_url must not hold a user or a password',
    ],
    [
      'a port that there is not',
      'notification:\n  smtp_port: 70000',
      'notification.smtp_port must be a whole number from 1 to 65535',
    ],
    [
      'yes for true',
      'notification:\n  email_enabled: yes',
      'notification.email_enabled must be true or false',
    ],
    [
      'a sender of two lines',
      'notification:\n  email_from: "a@b.c\\r\\nBcc: x@y.z"',
      'notification.email_from must be one address',
    ],
    [
      'a sender with markup',
      'notification:\n  email_from: "<b>Ops</b> <a@b.c>"',
      'notification.email_from must be one address',
    ],
    [
      'one address as text',
      'notification:\n  email_to: ops@example.com',
      'notification.email_to must be a list of mail addresses',
    ],
    [
      'no address',
      'notification:\n  email_to: [ops]',
      `${file}:2:14 notification.email_to.0 must be a mail address`,
    ],
    [
      'a user of no mail server',
      'notification:\n  smtp_user: a\n  smtp_password: b',
      'notification.smtp_host is needed when smtp_user is given',
    ],
    [
      'a password without a user',
      'notification:\n  smtp_host: x.org\n  smtp_password: b',
      'need each other',
    ],
    [
      'an approver without address',
      'approvers: [{ id: bob }]',
      `${file}:1:13 approvers.0.email must be a mail address`,
    ],
    [
      'an approver twice',
      'approvers:\n  - { id: a, email: a@x.org }\n  - { id: a, email: b@x.org }',
      `${file}:3:5 approvers.1 entry 1 has the same id`,
    ],
    [
      'one address for two approvers',
      'approvers:\n  - { id: a, email: a@x.org }\n  - { id: b, email: A@X.org }',
      'approvers.1 entry 1 has the same address',
    ],
    ['approvers as text', 'approvers: a=a@x.org', 'approvers must be a list of approvers'],
    ['broken YAML', 'notification:\n  a: [1\n  b: 2', `${file}:3:`],
    ['a list', '- a', 'must be a group of settings'],
  ])('is refused with %s, by place and name', (_, text, fault) => {
    expect(faultsOf(text).join('\n')).toContain(fault);
  });

  test('is refused with all its faults at once', () => {
    expect(faultsOf('notification:\n  smtp_port: 0\n  slack_enable: true\nfoo: 1\n')).toHaveLength(
      3,
    );
  });

  test.each([
    ['words', 'not base64 but secret', 'is not base64'],
    ['base64url', `${'a-_b'.repeat(10)}secret`, 'is not base64'],
    ['too little of it', 'c2VjcmV0c2VjcmV0', 'is too short: 12 bytes, and a secret needs 24'],
    ['nothing after the prefix', 'whsec_==', 'is not base64'],
  ])('says what is wrong with a webhook secret of %s, and not what it is', (_, secret, fault) => {
    const [said = ''] = faultsOf(`notification:\n  webhook_secret: "${secret}"`);

    expect(said).toContain(`${file}:2:3 notification.webhook_secret ${fault}`);
    expect(said).not.toContain(secret.slice(0, 12));
  });

  test.each([
    'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwAA==',
  ])('takes a webhook secret such as %s', (secret) => {
    expect(faultsOf(`notification:\n  webhook_secret: ${secret}`)).toEqual([]);
  });
});

describe('NOTIFICATION_CONFIG', () => {
  test('that is no JSON at all is refused', () => {
    expect(() => readNotificationConfig('{')).toThrow('Notification settings: not valid JSON');
  });

  test('that is refused names the members and never a value', () => {
    const json = JSON.stringify({ smtp_pasword: 'hunter2', smtp_port: 'hunter2' });

    expect(() => readNotificationConfig(json)).toThrow(
      'Notification settings: smtp_port must be a whole number from 1 to 65535; smtp_pasword is not a known setting',
    );
  });
});
