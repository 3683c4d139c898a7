import { anchorFolder } from '../data/anchor-folder.ts';
import { stateMachineArn } from '../machine-definitions.ts';
import { functionFleets } from './local-variables.ts';
import type { LocalSettings } from './settings.ts';

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
    ...settings.handedOn,
    TABLE_NAME: settings.tableName,
    ANCHOR_DIR: anchorFolder(settings.dataDir),
    PUBLIC_URL: settings.publicUrl ?? origin,
    POLICY_DIR: settings.policyDir,
    LOCAL_IDENTITY: String(settings.issuer === null),
    FLEET: functionFleets[settings.fleet],
    SIMULATED_FLEET_URL: place.fleetUrl,
    APPROVERS: settings.approvers.map(({ id, email }) => `${id}=${email}`).join(','),
    TOPIC_ARN: 'arn:aws:sns:us-east-1:000000000000:ai-orchestrator',
    NOTIFICATION_CONFIG: JSON.stringify(notification),
    ...Object.fromEntries(
      place.machines.map((machine) => [arnVariable(machine), stateMachineArn(machine)]),
    ),
  };
};
