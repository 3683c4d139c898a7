import { anchorFolder } from '../data/anchor-folder.ts';
import { stateMachineArn } from '../machine-definitions.ts';
import { capturedSettings } from '../outbox/captured-channels.ts';
import { localFleets } from './local-fleets.ts';
import type { LocalSettings } from './settings.ts';

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
  // Without a configuration file every channel ends in the outbox. Behind an issuer nobody could
  // read what that captures: then only what is configured.
  const notification = settings.notification ?? (settings.issuer ? {} : capturedSettings(origin));
  return {
    ...settings.handedOn,
    TABLE_NAME: settings.tableName,
    ANCHOR_DIR: anchorFolder(settings.dataDir),
    PUBLIC_URL: settings.publicUrl ?? origin,
    POLICY_DIR: settings.policyDir,
    LOCAL_IDENTITY: String(settings.issuer === null),
    FLEET: localFleets[settings.fleet].functions,
    SIMULATED_FLEET_URL: place.fleetUrl,
    APPROVERS: settings.approvers.map(({ id, email }) => `${id}=${email}`).join(','),
    TOPIC_ARN: 'arn:aws:sns:us-east-1:000000000000:ai-orchestrator',
    INTENT_SETTINGS: JSON.stringify(settings.intent),
    NOTIFICATION_CONFIG: JSON.stringify(notification),
    ...Object.fromEntries(
      place.machines.map((machine) => [arnVariable(machine), stateMachineArn(machine)]),
    ),
  };
};
