import * as z from 'zod';
import { OrgId } from '../domain/shared/ids.ts';
import { IntentText } from './intent-config.ts';
import { NotificationText } from './notification-config.ts';
import * as values from './value-schemas.ts';

const resources = { kms: 'a KMS key', sns: 'an SNS topic', states: 'a state machine' } as const;

const arn = (service: keyof typeof resources) =>
  values.word.refine(
    (text) => new RegExp(`^arn:[a-z-]+:${service}:`).test(text),
    `must be the ARN of ${resources[service]}`,
  );

/** Under the time that the task's machine waits at a gate, with a day to spare. */
const longestSeconds = 30 * 86_400;

/** The fleets that there are. */
export const fleetNames = ['simulated'] as const;
export type FleetName = (typeof fleetNames)[number];

/**
 * Every environment variable that a function may read, with its parser. A function reads the few
 * that it names; the deployment sets just those.
 */
export const variables = {
  TABLE_NAME: values.word.regex(
    /^[A-Za-z0-9_.-]{3,255}$/,
    'must be 3 to 255 letters, digits, ".", "_" or "-"',
  ),
  LOG_LEVEL: values.oneOf('debug', 'info', 'warn', 'error').default('info'),
  LOG_FORMAT: values.oneOf('json', 'text').default('json'),
  /** Origin of the links in messages, without a trailing slash. */
  PUBLIC_URL: values.origin,
  AUTH_ORG_CLAIM: values.word.default('org_id'),
  AUTH_ROLES_CLAIM: values.word.default('roles'),
  /** What stands between the roles of a claim that is a text; without it a text is one role. */
  AUTH_ROLES_SEPARATOR: z
    .string()
    .regex(/^[^\p{L}\p{N}\p{C}]{1,4}$/u, 'must be up to 4 characters without letters and digits')
    .optional(),
  /** The org whose members operate the deployment: they read the metrics of all orgs. */
  OPERATOR_ORG: OrgId.optional(),
  /** True on one machine without an issuer: the one local admin is at home in every org named. */
  LOCAL_IDENTITY: values.flag.default(false),
  TASK_LIFECYCLE_ARN: arn('states'),
  PHASED_ROLLOUT_ARN: arn('states'),
  ROLL_BACK_ARN: arn('states'),
  /** Which fleet is read and acted on; `compose/fleet.ts` has the adapters of each. */
  FLEET: values.fleetName(...fleetNames).default('simulated'),
  SIMULATED_FLEET_URL: values.address(),
  /** Folder with the compiled policy bundle. */
  POLICY_DIR: values.path.default('policies'),
  OPA_URL: values.address().optional(),
  /** The deployment's notification settings as JSON. */
  NOTIFICATION_CONFIG: NotificationText.default('{}'),
  /** What the org calls environments, roles and tag keys, as JSON. */
  INTENT_SETTINGS: IntentText.default('{}'),
  TOPIC_ARN: arn('sns').optional(),
  /** Sender of approval mail. */
  EMAIL_FROM: values.sender.default('AI Orchestrator <orchestrator@localhost>'),
  /** Addresses of the people who may approve, as comma-separated `id=address`. */
  APPROVERS: values.approverText.default(''),
  /** How many requests one caller may submit in a minute. */
  SUBMISSIONS_PER_MINUTE: values.wholeNumber({ from: 1, to: 1_000_000 }).default(120),
  /** Folder of the one-machine signing key and archive; set, they take the place of KMS and S3. */
  ANCHOR_DIR: values.path.optional(),
  /** The KMS key that anchors of the audit are signed with. */
  ANCHOR_KEY_ARN: arn('kms').optional(),
  /** The bucket that anchors of the audit are put in. */
  ANCHOR_BUCKET: values.word.optional(),
  GATE_EXPIRY_SECONDS: values.wholeNumber({ from: 1, to: longestSeconds }).default(86_400),
  COOLDOWN_SECONDS: values.wholeNumber({ from: 0, to: longestSeconds }).default(1_800),
} as const;

export type VariableName = keyof typeof variables;
export type Variables = { readonly [Name in VariableName]: z.output<(typeof variables)[Name]> };

/** A value of each that its parser takes, to show beside a fault. */
export const variableExamples: Readonly<Record<VariableName, string>> = {
  TABLE_NAME: 'ai-orchestrator',
  LOG_LEVEL: 'info',
  LOG_FORMAT: 'json',
  PUBLIC_URL: 'https://orchestrator.example.com',
  AUTH_ORG_CLAIM: 'org_id',
  AUTH_ROLES_CLAIM: 'roles',
  AUTH_ROLES_SEPARATOR: ',',
  OPERATOR_ORG: 'platform',
  LOCAL_IDENTITY: 'false',
  TASK_LIFECYCLE_ARN: 'arn:aws:states:us-east-1:123456789012:stateMachine:task-lifecycle',
  PHASED_ROLLOUT_ARN: 'arn:aws:states:us-east-1:123456789012:stateMachine:phased-rollout',
  ROLL_BACK_ARN: 'arn:aws:states:us-east-1:123456789012:stateMachine:roll-back',
  FLEET: 'simulated',
  SIMULATED_FLEET_URL: 'https://fleet.example.com/simulated',
  POLICY_DIR: 'policies',
  OPA_URL: 'http://127.0.0.1:8181',
  NOTIFICATION_CONFIG: '{"email_to":["ops@example.com"]}',
  INTENT_SETTINGS: '{"environments":{"production":["prd"]}}',
  TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:notices',
  EMAIL_FROM: 'AI Orchestrator <orchestrator@example.com>',
  APPROVERS: 'alice=alice@example.com,bob=bob@example.com',
  SUBMISSIONS_PER_MINUTE: '120',
  ANCHOR_DIR: '.data/anchors',
  ANCHOR_KEY_ARN: 'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  ANCHOR_BUCKET: 'ai-orchestrator-anchors',
  GATE_EXPIRY_SECONDS: '86400',
  COOLDOWN_SECONDS: '1800',
};

/**
 * The named variables, parsed.
 * @throws Error that names the variable, what is wrong with it and an example; never its value.
 */
export const readEnvironment = <Name extends VariableName>(
  ...names: readonly Name[]
): Pick<Variables, Name> => {
  const entries = names.map((name) => {
    const parsed = variables[name].safeParse(
      process.env[name] === '' ? undefined : process.env[name],
    );
    if (!parsed.success) {
      const reasons = parsed.error.issues.map((issue) => issue.message).join('; ');
      throw new Error(
        `Environment variable ${name}: ${reasons}; for example ${name}=${variableExamples[name]}`,
      );
    }
    return [name, parsed.data] as const;
  });
  return Object.fromEntries(entries) as Pick<Variables, Name>;
};
