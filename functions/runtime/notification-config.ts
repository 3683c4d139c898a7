import * as z from 'zod';
import { address, sender } from './value-schemas.ts';

/** Secrets and signatures travel to these, so it is https, or this very machine. */
const Endpoint = address({ secure: true, query: true });

/** Standard Webhooks asks for at least this many random bytes. */
const shortestSecretBytes = 24;

const text = z.string('must be text').min(1, 'must not be empty');

const secretFault = (text: string): string | null => {
  const base64 = text.replace(/^whsec_/, '').replace(/={0,2}$/, '');
  const bytes = Buffer.from(base64, 'base64');
  // Node reads base64 that is none leniently; what it makes of it then differs from what was given.
  if (base64 === '' || bytes.toString('base64').replace(/=+$/, '') !== base64) {
    return 'is not base64 (letters, digits, "+" and "/"), optionally after "whsec_"';
  }
  return bytes.length < shortestSecretBytes
    ? `is too short: ${bytes.length} bytes, and a secret needs ${shortestSecretBytes}; "openssl rand -base64 32" makes one`
    : null;
};

const SigningSecret = z.string('must be text').superRefine((text, context) => {
  const fault = secretFault(text);
  if (fault !== null) context.addIssue(fault);
});

const yesOrNo = z.boolean('must be true or false');

const neededWith = (other: string) => `is needed when ${other}`;

/** The settings of each channel; a channel is one that stands here. */
const channelSettings = {
  slack: {
    slack_enabled: yesOrNo.default(false),
    slack_webhook_url: Endpoint.optional(),
    slack_channel: text.max(80, 'must have at most 80 characters').optional(),
    slack_signing_secret: z
      .string('must be text')
      .min(16, 'is too short: a signing secret has at least 16 characters')
      .optional(),
    /** Slack's user ids, and the approvers that they are. */
    slack_users: z
      .record(z.string(), z.string('must be the id of an approver'), 'must map ids to approvers')
      .optional(),
  },
  email: {
    email_enabled: yesOrNo.default(true),
    /** With a host mail goes by SMTP, without one by SES. */
    smtp_host: text.optional(),
    smtp_port: z
      .int('must be a whole number from 1 to 65535')
      .min(1, 'must be a whole number from 1 to 65535')
      .max(65_535, 'must be a whole number from 1 to 65535')
      .default(587),
    smtp_user: text.optional(),
    smtp_password: text.optional(),
    email_from: sender.optional(),
    /** Where notices go; who may approve is another list. */
    email_to: z
      .array(z.email('must be a mail address'), 'must be a list of mail addresses')
      .default([]),
  },
  sns: {
    /** SNS takes part where the deployment has a topic. */
    sns_enabled: yesOrNo.default(true),
  },
  webhook: {
    webhook_enabled: yesOrNo.default(false),
    webhook_url: Endpoint.optional(),
    webhook_secret: SigningSecret.optional(),
  },
};

/** The channels that there are. */
export type ChannelName = keyof typeof channelSettings;

type Together<Group> = (Group extends unknown ? (group: Group) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;

/** The settings of all channels side by side, as the configuration file has them. */
const allSettings = Object.assign({}, ...Object.values(channelSettings)) as Together<
  (typeof channelSettings)[ChannelName]
>;

/**
 * The members of `notification` in the configuration file. An enabled channel needs its address;
 * members that are not known are refused by name.
 */
export const NotificationConfig = z
  .strictObject(allSettings, 'must be a group of settings')
  .refine((config) => !config.slack_enabled || config.slack_webhook_url !== undefined, {
    message: neededWith('slack_enabled is true'),
    path: ['slack_webhook_url'],
  })
  .refine((config) => !config.webhook_enabled || config.webhook_url !== undefined, {
    message: neededWith('webhook_enabled is true'),
    path: ['webhook_url'],
  })
  .refine((config) => config.smtp_user === undefined || config.smtp_host !== undefined, {
    message: neededWith('smtp_user is given'),
    path: ['smtp_host'],
  })
  .refine((config) => (config.smtp_user === undefined) === (config.smtp_password === undefined), {
    message: 'need each other: give both or none',
    path: ['smtp_user and smtp_password'],
  })
  .readonly();
export type NotificationConfig = z.infer<typeof NotificationConfig>;

/** What is wrong with a settings value, and where in it. */
export interface SettingFault {
  readonly path: readonly PropertyKey[];
  readonly reason: string;
}

/** The faults that a schema found; an unknown member is a fault of its own. */
export const settingFaults = (error: z.ZodError): readonly SettingFault[] =>
  error.issues.flatMap((issue): readonly SettingFault[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key], reason: 'is not a known setting' }))
      : [{ path: issue.path, reason: issue.message }],
  );

const saidOf = ({ path, reason }: SettingFault): string =>
  `${path.length === 0 ? 'the whole' : path.map(String).join('.')} ${reason}`;

const parseJson = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
};

/** The text of NOTIFICATION_CONFIG; it stays text, since some functions only pass it on. */
export const NotificationText = z.string('is missing').superRefine((json, context) => {
  const value = parseJson(json);
  if (value === undefined) {
    context.addIssue('is not valid JSON');
    return;
  }
  const { error } = NotificationConfig.safeParse(value);
  for (const fault of error ? settingFaults(error) : []) context.addIssue(saidOf(fault));
});

/**
 * The settings as the environment variable NOTIFICATION_CONFIG carries them.
 * @throws Error that names each member at fault, never its value: it may be a secret.
 */
export const readNotificationConfig = (json: string): NotificationConfig => {
  const value = parseJson(json);
  if (value === undefined) throw new Error('Notification settings: not valid JSON');
  const parsed = NotificationConfig.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error(`Notification settings: ${settingFaults(parsed.error).map(saidOf).join('; ')}`);
};
