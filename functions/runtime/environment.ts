import * as z from 'zod';
import { OrgId } from '../domain/shared/ids.ts';

const Flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const Seconds = z.coerce.number().int().min(1);

/**
 * Every environment variable that a function may read, with its parser. A function reads the few
 * that it names; the deployment sets just those.
 */
export const variables = {
  TABLE_NAME: z.string().min(1),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  LOG_FORMAT: z.enum(['json', 'text']).default('json'),
  /** Origin of the links in messages, without a trailing slash. */
  PUBLIC_URL: z.url().transform((text) => text.replace(/\/+$/, '')),
  AUTH_ORG_CLAIM: z.string().min(1).default('org_id'),
  AUTH_ROLES_CLAIM: z.string().min(1).default('roles'),
  /** What stands between the roles of a claim that is a text; without it a text is one role. */
  AUTH_ROLES_SEPARATOR: z.string().min(1).optional(),
  /** The org whose members operate the deployment: they read the metrics of all orgs. */
  OPERATOR_ORG: OrgId.optional(),
  /** True on one machine without an issuer: the one local admin is at home in every org named. */
  LOCAL_IDENTITY: Flag.default(false),
  TASK_LIFECYCLE_ARN: z.string().min(1),
  PHASED_ROLLOUT_ARN: z.string().min(1),
  ROLL_BACK_ARN: z.string().min(1),
  SIMULATED_FLEET_URL: z.url(),
  /** Folder with the compiled policy bundle. */
  POLICY_DIR: z.string().min(1).default('policies'),
  OPA_URL: z.url().optional(),
  /** The deployment's notification settings as JSON. */
  NOTIFICATION_CONFIG: z.string().default('{}'),
  TOPIC_ARN: z.string().min(1).optional(),
  /** Sender of approval mail. */
  EMAIL_FROM: z.string().min(3).default('AI Orchestrator <orchestrator@localhost>'),
  /** Addresses of the people who may approve, as comma-separated `id=address`. */
  APPROVERS: z.string().default(''),
  /** How many requests one caller may submit in a minute. */
  SUBMISSIONS_PER_MINUTE: z.coerce.number().int().min(1).default(120),
  GATE_EXPIRY_SECONDS: Seconds.default(86_400),
  /** Folder of the one-machine signing key and archive; set, they take the place of KMS and S3. */
  ANCHOR_DIR: z.string().min(1).optional(),
  /** The KMS key that anchors of the audit are signed with. */
  ANCHOR_KEY_ARN: z.string().min(1).optional(),
  /** The bucket that anchors of the audit are put in. */
  ANCHOR_BUCKET: z.string().min(1).optional(),
  COOLDOWN_SECONDS: z.coerce.number().int().min(0).default(1_800),
} as const;

export type VariableName = keyof typeof variables;
export type Variables = { readonly [Name in VariableName]: z.output<(typeof variables)[Name]> };

/**
 * The named variables, parsed.
 * @throws Error that names the variable and what is wrong with it; never its value.
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
      throw new Error(`Environment variable ${name}: ${reasons}`);
    }
    return [name, parsed.data] as const;
  });
  return Object.fromEntries(entries) as Pick<Variables, Name>;
};
