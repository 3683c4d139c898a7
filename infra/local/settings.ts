import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { NotificationConfig, parseConfig } from '../../functions/runtime/notification-config.ts';
import { variables } from '../../functions/runtime/environment.ts';
import { anchorFolder } from './anchor-folder.ts';
import { stateMachineArn } from './machine-definitions.ts';

export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

const Port = z.coerce.number().int().min(0).max(65_535);

const Variables = z.object({
  PORT: Port.default(8083),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('.data'),
  TABLE_NAME: z.string().min(3).default('ai-orchestrator'),
  PUBLIC_URL: z.url().optional(),
  CONFIG_FILE: z.string().optional(),
  POLICY_DIR: z.string().optional(),
  AUTH_ISSUER: z.url().optional(),
  AUTH_AUDIENCE: z.string().optional(),
  AUTH_ORG_CLAIM: variables.AUTH_ORG_CLAIM,
  AUTH_ROLES_CLAIM: variables.AUTH_ROLES_CLAIM,
  AUTH_ROLES_SEPARATOR: variables.AUTH_ROLES_SEPARATOR,
  OPERATOR_ORG: variables.OPERATOR_ORG,
  FLEET: z.enum(['demo', 'file', 'aws']).optional(),
  FLEET_FILE: z.string().optional(),
  SSM_FILE: z.string().optional(),
  GOLDEN_IMAGES: z.string().optional(),
  APPROVERS: z.string().optional(),
  COOLDOWN_SECONDS: z.string().optional(),
});

export interface LocalSettings {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly tableName: string;
  readonly publicUrl: string | null;
  readonly policyDir: string;
  /** Null without an issuer: then the one local admin calls. */
  readonly issuer: { readonly url: string; readonly audience: readonly string[] } | null;
  readonly rolesClaim: string;
  /** What the functions read of a caller's claims, by the names of their variables. */
  readonly claims: Readonly<Record<string, string>>;
  readonly fleet: 'demo' | 'file' | 'aws';
  readonly fleetFile: string | null;
  readonly ssmFile: string | null;
  readonly goldenImages: string;
  readonly approvers: string;
  readonly cooldownSeconds: string;
  /** The `notification` part of the configuration file; null when there is no such file. */
  readonly notification: Readonly<Record<string, unknown>> | null;
}

const splitList = (text: string): string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

const issuerOf = (env: z.output<typeof Variables>): LocalSettings['issuer'] => {
  if (env.AUTH_ISSUER === undefined) {
    if (env.HOST !== '127.0.0.1') {
      throw new Error(
        `HOST is ${env.HOST}: without AUTH_ISSUER this listens on 127.0.0.1 only, because every caller is admin.`,
      );
    }
    return null;
  }
  const audience = splitList(env.AUTH_AUDIENCE ?? '');
  if (audience.length === 0) throw new Error('AUTH_ISSUER needs AUTH_AUDIENCE beside it.');
  return { url: env.AUTH_ISSUER, audience };
};

const ConfigFile = z.object({ notification: z.record(z.string(), z.unknown()).optional() });

/** @throws Error that names the file, and the fault in it. */
const readConfigFile = (named: string | undefined, root: string) => {
  const file = resolve(root, named ?? 'orchestrator.yaml');
  if (named === undefined && !existsSync(file)) return null;
  try {
    const document: unknown = parse(readFileSync(file, 'utf8'));
    const { notification } = ConfigFile.parse(document ?? {});
    if (notification !== undefined) parseConfig(NotificationConfig, notification);
    return notification ?? null;
  } catch (error) {
    throw new Error(`CONFIG_FILE ${file}: ${(error as Error).message}`, { cause: error });
  }
};

/** A person is on record by the address that a code was mailed to, not by a role's name. */
const localApprover = 'approver@example.com=approver@example.com';

const approversOf = (notification: LocalSettings['notification']): string => {
  const addresses = z.array(z.email()).safeParse(notification?.['email_to']);
  return addresses.success && addresses.data.length > 0
    ? addresses.data.map((address) => `${address}=${address}`).join(',')
    : localApprover;
};

/**
 * What the environment asks for, checked.
 * @throws Error that names the variable and what to do about it.
 */
export const readSettings = (variables: EnvironmentVariables, root: string): LocalSettings => {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = Variables.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`Environment variable ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  const env = parsed.data;
  const notification = readConfigFile(env.CONFIG_FILE, root);
  const fleet = env.FLEET ?? (env.FLEET_FILE === undefined ? 'demo' : 'file');
  if (fleet === 'file' && env.FLEET_FILE === undefined) {
    throw new Error('FLEET is file: FLEET_FILE must name the output of describe-instances.');
  }
  return {
    host: env.HOST,
    port: env.PORT,
    dataDir: resolve(env.DATA_DIR),
    tableName: env.TABLE_NAME,
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    policyDir: env.POLICY_DIR ?? join(root, 'policies', 'bundle'),
    issuer: issuerOf(env),
    rolesClaim: env.AUTH_ROLES_CLAIM,
    claims: {
      AUTH_ORG_CLAIM: env.AUTH_ORG_CLAIM,
      AUTH_ROLES_CLAIM: env.AUTH_ROLES_CLAIM,
      // Empty means unset: what an earlier start in this process set must not stay.
      AUTH_ROLES_SEPARATOR: env.AUTH_ROLES_SEPARATOR ?? '',
      OPERATOR_ORG: env.OPERATOR_ORG ?? '',
    },
    fleet,
    fleetFile: env.FLEET_FILE ?? null,
    ssmFile: env.SSM_FILE ?? null,
    goldenImages: env.GOLDEN_IMAGES ?? '',
    approvers: env.APPROVERS ?? approversOf(notification),
    // A simulated fleet may be changed again at once, so that one can try things out.
    cooldownSeconds: env.COOLDOWN_SECONDS ?? (fleet === 'aws' ? '1800' : '0'),
    notification,
  };
};

/** Without a configuration file, every channel is on and ends in the outbox. */
const capturedChannels = (origin: string) => ({
  email_enabled: true,
  sns_enabled: true,
  slack_enabled: true,
  slack_webhook_url: `${origin}/_local/outbox/slack`,
  slack_channel: '#infrastructure-alerts',
  webhook_enabled: true,
  webhook_url: `${origin}/_local/outbox/webhook`,
});

/** Name of the environment variable with a machine's ARN, such as `TASK_LIFECYCLE_ARN`. */
const arnVariable = (machine: string): string =>
  `${machine.toUpperCase().replaceAll('-', '_')}_ARN`;

/** The environment that the deployment would give to the functions. */
export const functionEnvironment = (
  settings: LocalSettings,
  place: {
    readonly origin: string;
    readonly fleetUrl: string;
    readonly machines: readonly string[];
  },
): Record<string, string> => {
  const { origin } = place;
  // Behind an issuer nobody could read what the outbox captures: then only what is configured.
  const notification = settings.notification ?? (settings.issuer ? {} : capturedChannels(origin));
  return {
    TABLE_NAME: settings.tableName,
    ANCHOR_DIR: anchorFolder(settings.dataDir),
    PUBLIC_URL: settings.publicUrl ?? origin,
    POLICY_DIR: settings.policyDir,
    LOCAL_IDENTITY: String(settings.issuer === null),
    ...settings.claims,
    SIMULATED_FLEET_URL: place.fleetUrl,
    FLEET: settings.fleet,
    APPROVERS: settings.approvers,
    COOLDOWN_SECONDS: settings.cooldownSeconds,
    TOPIC_ARN: 'arn:aws:sns:us-east-1:000000000000:ai-orchestrator',
    NOTIFICATION_CONFIG: JSON.stringify(notification),
    ...Object.fromEntries(
      place.machines.map((machine) => [arnVariable(machine), stateMachineArn(machine)]),
    ),
  };
};
