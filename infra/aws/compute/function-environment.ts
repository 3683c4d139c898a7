import type { VariableName } from '../../../functions/runtime/environment.ts';
import type { Parameters } from '../parameters.ts';

export interface Deployment {
  readonly parameters: Parameters;
  readonly tableName: string;
  readonly topicArn: string;
  readonly anchorKeyArn: string;
  readonly anchorBucket: string;
  readonly publicUrl: string;
}

/** Machine ARNs are set where the machines are known: setting them here would be a cycle. */
const setWithMachines: readonly VariableName[] = [
  'TASK_LIFECYCLE_ARN',
  'PHASED_ROLLOUT_ARN',
  'ROLL_BACK_ARN',
];

const valuesOf = ({ parameters, ...deployment }: Deployment) =>
  ({
    TABLE_NAME: deployment.tableName,
    LOG_LEVEL: parameters.logLevel,
    LOG_FORMAT: 'json',
    PUBLIC_URL: deployment.publicUrl,
    AUTH_ORG_CLAIM: parameters.authOrgClaim,
    AUTH_ROLES_CLAIM: parameters.authRolesClaim,
    AUTH_ROLES_SEPARATOR: parameters.authRolesSeparator,
    OPERATOR_ORG: parameters.operatorOrg,
    LOCAL_IDENTITY: 'false',
    FLEET: parameters.fleet,
    SIMULATED_FLEET_URL: parameters.simulatedFleetUrl,
    POLICY_DIR: 'policies',
    NOTIFICATION_CONFIG: JSON.stringify(parameters.notification),
    INTENT_SETTINGS: JSON.stringify(parameters.intent),
    TOPIC_ARN: deployment.topicArn,
    ANCHOR_KEY_ARN: deployment.anchorKeyArn,
    ANCHOR_BUCKET: deployment.anchorBucket,
    EMAIL_FROM: parameters.emailFrom,
    APPROVERS: parameters.approvers,
    SUBMISSIONS_PER_MINUTE: String(parameters.submissionsPerMinute),
  }) satisfies Partial<Record<VariableName, string | undefined>>;

/** The values of just the variables that a bundle reads; those with a default may be absent. */
export const environmentOf = (
  names: readonly VariableName[],
  deployment: Deployment,
): Readonly<Record<string, string>> => {
  const values: Partial<Record<VariableName, string | undefined>> = valuesOf(deployment);
  const wanted = names.filter((name) => !setWithMachines.includes(name));
  return Object.fromEntries(
    wanted.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
  );
};
