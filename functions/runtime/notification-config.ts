import * as z from 'zod';

/** A mail address with or without a name before it: `Name <address>`. One line. */
const Sender = z
  .string()
  .regex(/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/, 'must be an address or "Name <address>"');

const isLoopback = (url: string): boolean =>
  ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(url).hostname);

/** Secrets and signatures travel to these, so it is https, or this very machine. */
const Endpoint = z
  .url({ protocol: /^https?$/ })
  .refine((url) => url.startsWith('https:') || isLoopback(url), 'must be https');

const SigningSecret = z
  .string()
  .regex(/^(whsec_)?[A-Za-z0-9+/]{16,}={0,2}$/, 'must be base64, optionally after "whsec_"');

/**
 * The members of `notification` in the configuration file. An enabled channel needs its address;
 * members that are not known are refused by name.
 */
export const NotificationConfig = z
  .strictObject({
    slack_enabled: z.boolean().default(false),
    slack_webhook_url: Endpoint.optional(),
    slack_channel: z.string().min(1).max(80).optional(),
    slack_signing_secret: z.string().min(16).optional(),
    /** Slack's user ids, and the approvers that they are. */
    slack_users: z.record(z.string(), z.string()).optional(),
    email_enabled: z.boolean().default(true),
    /** With a host mail goes by SMTP, without one by SES. */
    smtp_host: z.string().min(1).optional(),
    smtp_port: z.int().min(1).max(65_535).default(587),
    smtp_user: z.string().min(1).optional(),
    smtp_password: z.string().min(1).optional(),
    email_from: Sender.optional(),
    email_to: z.array(z.email()).default([]),
    /** SNS takes part where the deployment has a topic. */
    sns_enabled: z.boolean().default(true),
    webhook_enabled: z.boolean().default(false),
    webhook_url: Endpoint.optional(),
    webhook_secret: SigningSecret.optional(),
  })
  .refine((config) => !config.slack_enabled || config.slack_webhook_url !== undefined, {
    message: 'is needed when slack_enabled is true',
    path: ['slack_webhook_url'],
  })
  .refine((config) => !config.webhook_enabled || config.webhook_url !== undefined, {
    message: 'is needed when webhook_enabled is true',
    path: ['webhook_url'],
  })
  .readonly();
export type NotificationConfig = z.infer<typeof NotificationConfig>;

const reasonsOf = (error: z.ZodError): string =>
  error.issues
    .map((issue) => {
      const path = issue.path.map(String).join('.');
      return issue.code === 'unrecognized_keys'
        ? `unknown: ${issue.keys.map((key) => (path === '' ? key : `${path}.${key}`)).join(', ')}`
        : `${path === '' ? 'the whole' : path} ${issue.message}`;
    })
    .join('; ');

/**
 * The value as its schema reads it.
 * @throws Error that names each member at fault, never its value: it may be a secret.
 */
export const parseConfig = <Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.output<Schema> => {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Error(`Notification settings: ${reasonsOf(parsed.error)}`);
  return parsed.data;
};

/** The settings as the environment variable NOTIFICATION_CONFIG carries them: the same members, as JSON. */
export const readNotificationConfig = (json: string): NotificationConfig => {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new Error('Notification settings: not valid JSON');
  }
  return parseConfig(NotificationConfig, value);
};
