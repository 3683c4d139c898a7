import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { makeSesChannel } from '../../adapters/email/ses-channel.ts';
import { makeSmtpChannel } from '../../adapters/email/smtp-channel.ts';
import { makeSlackChannel } from '../../adapters/slack/slack-channel.ts';
import { makeSnsChannel } from '../../adapters/sns/sns-channel.ts';
import { makeWebhookChannel } from '../../adapters/webhook/webhook-channel.ts';
import { makeDeliverOutbox } from '../../application/notification/deliver-outbox.ts';
import { makeNotify } from '../../application/notification/notify.ts';
import type { NotificationChannel } from '../../application/notification/notification-ports.ts';
import { makeSendCode } from '../../application/notification/send-code.ts';
import { clientConfig } from '../aws-clients.ts';
import { readEnvironment } from '../environment.ts';
import { deliverByKind } from '../deliver-by-kind.ts';
import { lazy } from '../lazy.ts';
import { logFailedDelivery } from '../log-delivery.ts';
import { readNotificationConfig } from '../notification-config.ts';
import type { ChannelName } from '../notification-config.ts';
import { gateStore, outboxStore } from './approval.ts';
import { codeStore, secretSource } from './approval-codes.ts';
import { clock, taskStore } from './stores.ts';

/** After about six hours of tries. */
const maxAttempts = 30;

const config = /* @__PURE__ */ lazy(() =>
  readNotificationConfig(readEnvironment('NOTIFICATION_CONFIG').NOTIFICATION_CONFIG),
);

const emailChannel = /* @__PURE__ */ lazy(() => {
  const settings = config();
  if (!settings.email_enabled) return null;
  const from = settings.email_from ?? readEnvironment('EMAIL_FROM').EMAIL_FROM;
  const { smtp_host: host, smtp_port: port, smtp_user: user, smtp_password: password } = settings;
  return host === undefined
    ? makeSesChannel(new SESv2Client(clientConfig('ses')), from)
    : makeSmtpChannel({ host, port, user, password }, from);
});

type Channels = {
  readonly [Name in ChannelName]: () => NotificationChannel<Name> | null;
};

/** How each channel is made; null where the settings don't enable it. */
const channels: Channels = {
  email: emailChannel,
  sns: () => {
    const topic = readEnvironment('TOPIC_ARN').TOPIC_ARN;
    return topic === undefined || !config().sns_enabled
      ? null
      : makeSnsChannel(new SNSClient(clientConfig('sns')), topic);
  },
  slack: () => {
    const { slack_enabled: isEnabled, slack_webhook_url: url, slack_channel: channel } = config();
    return isEnabled && url !== undefined ? makeSlackChannel({ url, channel }) : null;
  },
  webhook: () => {
    const { webhook_enabled: isEnabled, webhook_url: url, webhook_secret: secret } = config();
    return isEnabled && url !== undefined ? makeWebhookChannel({ url, secret }, clock) : null;
  },
};

/** Every channel that the settings enable. */
const notificationChannels = /* @__PURE__ */ lazy((): readonly NotificationChannel[] =>
  Object.values(channels)
    .map((make) => make())
    .filter((channel) => channel !== null),
);

const deliver = () => {
  const notify = makeNotify({
    tasks: taskStore(),
    gates: gateStore(),
    clock,
    channels: notificationChannels(),
    watchers: config().email_to,
    publicUrl: readEnvironment('PUBLIC_URL').PUBLIC_URL,
  });
  const sendCode = makeSendCode({
    gates: gateStore(),
    codes: codeStore(),
    secrets: secretSource,
    clock,
    email: emailChannel(),
  });
  return deliverByKind('deliver-notifications', {
    notify,
    send_code: async (message) => {
      await sendCode(message);
      return { outcome: 'done' };
    },
  });
};

export const deliverNotifications = /* @__PURE__ */ lazy(() =>
  makeDeliverOutbox({
    log: outboxStore(),
    clock,
    ...deliver(),
    maxAttempts,
    onFailure: logFailedDelivery,
  }),
);
