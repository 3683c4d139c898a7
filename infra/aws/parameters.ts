import * as z from 'zod';
import { IntentSettings } from '../../functions/domain/fleet/intent-settings.ts';
import { variables } from '../../functions/runtime/environment.ts';
import { NotificationConfig, settingFaults } from '../../functions/runtime/notification-config.ts';
import * as values from '../../functions/runtime/value-schemas.ts';

const httpsAddress = values
  .address({ secure: true })
  .refine((text) => text.startsWith('https:'), 'must be an https address');

const publicOrigin = values.origin.refine(
  (text) => text.startsWith('https:'),
  'must be an https address',
);

/** Checked as the functions will read it, and kept as it was written. */
const notification = z
  .record(z.string(), z.unknown(), 'must be a group of settings')
  .superRefine((given, context) => {
    const { error } = NotificationConfig.safeParse(given);
    for (const { path, reason } of error ? settingFaults(error) : []) {
      context.addIssue({ code: 'custom', message: reason, path: [...path] });
    }
  });

/** What a customer sets in `cdk.json` under `context.orchestrator`. */
const Parameters = z.strictObject(
  {
    stackName: z
      .string('is missing')
      .regex(
        /^[A-Za-z][A-Za-z0-9-]{0,60}$/,
        'must be up to 61 letters, digits and hyphens, a letter first',
      ),
    /** OIDC issuer whose tokens the API accepts. */
    authIssuer: httpsAddress,
    authAudience: z
      .array(values.word, 'must be a list of audiences')
      .min(1, 'must name an audience'),
    /** Claim that holds the caller's organisation. @default org_id */
    authOrgClaim: values.word.default('org_id'),
    /** Claim that holds the caller's roles. @default roles */
    authRolesClaim: values.word.default('roles'),
    /** What separates roles in a claim that is a text. @default a text is one role */
    authRolesSeparator: variables.AUTH_ROLES_SEPARATOR,
    /** The org whose members read the metrics of every org. @default nobody does */
    operatorOrg: variables.OPERATOR_ORG,
    /** Comma-separated `id=address` of the people who may approve. */
    approvers: values.approverText.refine((text) => text.trim() !== '', 'must name an approver'),
    /** Sender of approval mail; its domain has to be verified in SES. */
    emailFrom: values.sender,
    /** Origin of the links in messages. @default the API's own endpoint */
    publicUrl: publicOrigin.optional(),
    /** Which fleet is read and acted on. @default simulated */
    fleet: variables.FLEET.unwrap().optional(),
    /** Fleet agent that inventory is read from and actions are sent to. */
    simulatedFleetUrl: httpsAddress,
    /** The notification settings of the configuration file, as an object. @default mail and SNS only */
    notification: notification.default({}),
    /** What the org calls environments, roles and tag keys: `intent` of the configuration file. @default nothing more */
    intent: IntentSettings.default({}),
    /** How many requests one caller may submit in a minute. @default 120 */
    submissionsPerMinute: z.int('must be a whole number').min(1, 'must be at least 1').default(120),
    /** How long nobody can delete an anchor of the audit from its archive, in days. @default 400 */
    anchorRetentionDays: z
      .int('must be a whole number')
      .min(1, 'must be at least 1')
      .max(36_500, 'must be at most 36500')
      .default(400),
    logLevel: values.oneOf('debug', 'info', 'warn', 'error').default('info'),
  },
  'must be a group of parameters',
);
export type Parameters = z.infer<typeof Parameters>;

/** A value of each that is accepted, to show beside a fault. */
const examples: Readonly<Record<keyof Parameters, string>> = {
  stackName: '"ai-orchestrator"',
  authIssuer: '"https://issuer.example.com"',
  authAudience: '["ai-orchestrator"]',
  authOrgClaim: '"org_id"',
  authRolesClaim: '"roles"',
  authRolesSeparator: '","',
  operatorOrg: '"platform"',
  submissionsPerMinute: '120',
  anchorRetentionDays: '400',
  approvers: '"alice=alice@example.com,bob=bob@example.com"',
  emailFrom: '"AI Orchestrator <orchestrator@example.com>"',
  publicUrl: '"https://orchestrator.example.com"',
  fleet: '"simulated"',
  simulatedFleetUrl: '"https://fleet.example.com/simulated"',
  notification: '{ "email_to": ["ops@example.com"] }',
  intent: '{ "environments": { "production": ["prd"] } }',
  logLevel: '"info"',
};

const isParameter = (name: PropertyKey | undefined): name is keyof Parameters =>
  typeof name === 'string' && Object.hasOwn(examples, name);

/** @throws Error that names each parameter at fault, what is wrong with it and an example. */
export const parseParameters = (context: unknown): Parameters => {
  const parsed = Parameters.safeParse(context);
  if (parsed.success) return parsed.data;
  const faults = settingFaults(parsed.error).map(({ path, reason }) => {
    const [name] = path;
    const example = isParameter(name) ? `; for example ${name}: ${examples[name]}` : '';
    return `  orchestrator.${path.map(String).join('.')}: ${reason}${example}`;
  });
  throw new Error(`cdk.json, context:\n${faults.join('\n')}`);
};
