import * as z from 'zod';
import { variables } from '../../functions/runtime/environment.ts';

/** What a customer sets in `cdk.json` under `context.orchestrator`. */
const Parameters = z.strictObject({
  stackName: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,60}$/),
  /** OIDC issuer whose tokens the API accepts. */
  authIssuer: z.url({ protocol: /^https$/ }),
  authAudience: z.array(z.string().min(1)).min(1),
  /** Claim that holds the caller's organisation. @default org_id */
  authOrgClaim: z.string().min(1).default('org_id'),
  /** Claim that holds the caller's roles. @default roles */
  authRolesClaim: z.string().min(1).default('roles'),
  /** What separates roles in a claim that is a text. @default a text is one role */
  authRolesSeparator: z.string().min(1).optional(),
  /** The org whose members read the metrics of every org. @default nobody does */
  operatorOrg: variables.OPERATOR_ORG,
  /** Comma-separated `id=address` of the people who may approve. */
  approvers: z.string().min(3),
  /** Sender of approval mail; its domain has to be verified in SES. */
  emailFrom: z.string().min(3),
  /** Origin of the links in messages. @default the API's own endpoint */
  publicUrl: z.url({ protocol: /^https$/ }).optional(),
  /** Fleet agent that inventory is read from and actions are sent to. */
  simulatedFleetUrl: z.url({ protocol: /^https$/ }),
  /** The seed's notification settings as an object. @default mail and SNS only */
  notification: z.record(z.string(), z.unknown()).default({}),
  /** How many requests one caller may submit in a minute. @default 120 */
  submissionsPerMinute: z.int().min(1).default(120),
  /** How long nobody can delete an anchor of the audit from its archive, in days. */
  anchorRetentionDays: z.int().min(1).max(36_500).default(400),
  logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
});
export type Parameters = z.infer<typeof Parameters>;

/** @throws Error that names each parameter at fault and what is wrong with it. */
export const parseParameters = (context: unknown): Parameters => {
  const parsed = Parameters.safeParse(context);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    (issue) => `  orchestrator.${issue.path.join('.')}: ${issue.message}`,
  );
  throw new Error(`cdk.json, context:\n${faults.join('\n')}`);
};
