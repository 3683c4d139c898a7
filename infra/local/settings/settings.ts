import { join, resolve } from 'node:path';
import { readIntentSettings } from '../../../functions/runtime/intent-config.ts';
import { approversIn } from '../../../functions/runtime/value-schemas.ts';
import type { IntentSettings } from '../../../functions/domain/fleet/intent-settings.ts';
import { readConfigurationFile } from './configuration-file.ts';
import type { Configuration } from './configuration-file.ts';
import { localFleets } from './local-fleets.ts';
import type { LocalFleet } from './local-fleets.ts';
import { checkVariables, variableFault, variableWarnings } from './local-variables.ts';
import type { EnvironmentVariables, LocalVariables } from './local-variables.ts';

export type { EnvironmentVariables } from './local-variables.ts';

export interface LocalSettings {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  /** Null where nobody named one: then links lead to this machine's own address. */
  readonly publicUrl: string | null;
  readonly policyDir: string;
  /** Null without an issuer: then the one local admin calls. */
  readonly issuer: { readonly url: string; readonly audience: readonly string[] } | null;
  readonly rolesClaim: string;
  readonly tableName: string;
  readonly fleet: LocalFleet;
  readonly fleetFile: string | null;
  readonly ssmFile: string | null;
  readonly goldenImages: string;
  /** What the org calls environments, roles and tag keys. */
  readonly intent: IntentSettings;
  readonly approvers: readonly { readonly id: string; readonly email: string }[];
  /** True for the demo's stand-in, which nobody chose. */
  readonly hasDefaultApprover: boolean;
  /** Notification settings as they were given; null where nobody gave any. */
  readonly notification: Readonly<Record<string, unknown>> | null;
  /** What the functions read besides, by variable. */
  readonly handedOn: Readonly<Record<string, string>>;
}

/** What start-up can't go on with: one sentence a line, each with the name of what is at fault. */
export class SettingsFault extends Error {
  override readonly name = 'SettingsFault';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

type Given = Partial<LocalVariables>;

const withoutIssuer = (values: Given, environment: EnvironmentVariables): readonly string[] => [
  ...(values.HOST !== undefined && values.HOST !== '127.0.0.1'
    ? [
        `HOST is ${values.HOST}: without AUTH_ISSUER this listens on 127.0.0.1 only, because every caller is admin; for example AUTH_ISSUER=https://issuer.example.com`,
      ]
    : []),
  ...(values.AUTH_AUDIENCE === undefined
    ? []
    : [
        variableFault(
          'AUTH_ISSUER',
          'is needed beside AUTH_AUDIENCE: without it nobody checks a token',
        ),
      ]),
  ...(environment['LOCAL_IDENTITY'] === 'false'
    ? [variableFault('AUTH_ISSUER', 'is needed where LOCAL_IDENTITY is false')]
    : []),
];

const fleetFaults = (values: Given, environment: EnvironmentVariables): readonly string[] => {
  const given = (name: string): boolean => (environment[name] ?? '') !== '';
  if (given('FLEET_FILE')) {
    return values.FLEET === undefined || localFleets[values.FLEET].readsFile
      ? []
      : [
          `FLEET is ${values.FLEET} and FLEET_FILE names another fleet: leave one of them out; for example FLEET=file`,
        ];
  }
  return [
    ...(values.FLEET === 'file'
      ? [
          variableFault(
            'FLEET_FILE',
            'must name the output of describe-instances where FLEET is file',
          ),
        ]
      : []),
    ...['SSM_FILE', 'GOLDEN_IMAGES', 'FLEET_TAGS']
      .filter(given)
      .map((name) => variableFault('FLEET_FILE', `is needed beside ${name}, which is about it`)),
  ];
};

const writtenIntent = (values: Given, file: Configuration): IntentSettings | null =>
  values.INTENT_SETTINGS === undefined ? file.intent : readIntentSettings(values.INTENT_SETTINGS);

const intentFaults = (values: Given, file: Configuration): readonly string[] => [
  ...(values.INTENT_SETTINGS !== undefined && file.intent !== null
    ? [
        'INTENT_SETTINGS is given, and CONFIG_FILE has an intent part too: leave one of them out; for example INTENT_SETTINGS=',
      ]
    : []),
  ...(values.FLEET_TAGS !== undefined && writtenIntent(values, file)?.tag_keys !== undefined
    ? [
        'FLEET_TAGS is given, and the intent settings have tag_keys too: leave one of them out; for example FLEET_TAGS=',
      ]
    : []),
];

/** Faults of variables that are well-formed by themselves and not together. */
const contradictions = (
  values: Given,
  environment: EnvironmentVariables,
  file: Configuration,
): readonly string[] => [
  ...((environment['AUTH_ISSUER'] ?? '') === ''
    ? withoutIssuer(values, environment)
    : (environment['AUTH_AUDIENCE'] ?? '') === ''
      ? [variableFault('AUTH_AUDIENCE', 'is needed beside AUTH_ISSUER')]
      : []),
  ...((environment['AUTH_ISSUER'] ?? '') !== '' && environment['LOCAL_IDENTITY'] === 'true'
    ? [
        'LOCAL_IDENTITY is true and AUTH_ISSUER is given: leave LOCAL_IDENTITY out; for example LOCAL_IDENTITY=',
      ]
    : []),
  ...fleetFaults(values, environment),
  ...(values.APPROVERS !== undefined && file.approvers !== null
    ? [
        'APPROVERS is given, and CONFIG_FILE names approvers too: leave one of them out; for example APPROVERS=',
      ]
    : []),
  ...(values.NOTIFICATION_CONFIG !== undefined && file.notification !== null
    ? [
        'NOTIFICATION_CONFIG is given, and CONFIG_FILE has a notification part too: leave one of them out; for example NOTIFICATION_CONFIG=',
      ]
    : []),
  ...intentFaults(values, file),
];

export interface CheckedSettings {
  /** Null when there are faults. */
  readonly settings: LocalSettings | null;
  /** Variables that are well-formed by themselves. */
  readonly values: Given;
  /** What the org calls things, as far as it is well-formed. */
  readonly intent: IntentSettings;
  readonly faults: readonly string[];
  /** What may be a mistake and stops nothing. */
  readonly warnings: readonly string[];
}

/** A person is on record by the address that a code was mailed to, not by a role's name. */
const demoApprover = { id: 'approver@example.com', email: 'approver@example.com' };

/** The demo works out of the box, but never by mail to an address that nobody chose. */
const takesDemoApprover = (values: LocalVariables, settings: Pick<LocalSettings, 'notification'>) =>
  values.AUTH_ISSUER === undefined &&
  values.FLEET_FILE === undefined &&
  settings.notification?.['smtp_host'] === undefined;

const intentOf = (values: Given, file: Configuration): IntentSettings => ({
  ...writtenIntent(values, file),
  ...(values.FLEET_TAGS && { tag_keys: values.FLEET_TAGS }),
});

const settingsOf = (values: LocalVariables, file: Configuration, root: string): LocalSettings => {
  const notification =
    values.NOTIFICATION_CONFIG === undefined
      ? file.notification
      : (JSON.parse(values.NOTIFICATION_CONFIG) as Record<string, unknown>);
  const named = approversIn(values.APPROVERS ?? file.approvers ?? '');
  const hasDefaultApprover = named.length === 0 && takesDemoApprover(values, { notification });
  const isDemo = values.FLEET_FILE === undefined;
  return {
    host: values.HOST,
    port: values.PORT,
    dataDir: resolve(values.DATA_DIR),
    tableName: values.TABLE_NAME,
    publicUrl: values.PUBLIC_URL ?? null,
    policyDir: values.POLICY_DIR ?? join(root, 'policies', 'bundle'),
    issuer:
      values.AUTH_ISSUER === undefined
        ? null
        : { url: values.AUTH_ISSUER, audience: values.AUTH_AUDIENCE ?? [] },
    rolesClaim: values.AUTH_ROLES_CLAIM,
    fleet: values.FLEET ?? (isDemo ? 'demo' : 'file'),
    fleetFile: values.FLEET_FILE ?? null,
    ssmFile: values.SSM_FILE ?? null,
    goldenImages: values.GOLDEN_IMAGES ?? '',
    intent: intentOf(values, file),
    approvers: hasDefaultApprover ? [demoApprover] : named,
    hasDefaultApprover,
    notification,
    handedOn: {
      LOG_LEVEL: values.LOG_LEVEL,
      LOG_FORMAT: values.LOG_FORMAT,
      AUTH_ORG_CLAIM: values.AUTH_ORG_CLAIM,
      AUTH_ROLES_CLAIM: values.AUTH_ROLES_CLAIM,
      // Empty means unset: what an earlier start in this process set must not stay.
      AUTH_ROLES_SEPARATOR: values.AUTH_ROLES_SEPARATOR ?? '',
      OPERATOR_ORG: values.OPERATOR_ORG ?? '',
      SUBMISSIONS_PER_MINUTE: String(values.SUBMISSIONS_PER_MINUTE),
      OPA_URL: values.OPA_URL ?? '',
      EMAIL_FROM: values.EMAIL_FROM,
      GATE_EXPIRY_SECONDS: String(values.GATE_EXPIRY_SECONDS),
      // The demo may be changed again at once, so that one can try things out.
      COOLDOWN_SECONDS: String(values.COOLDOWN_SECONDS ?? (isDemo ? 0 : 1_800)),
    },
  };
};

/** Every variable and the configuration file, held to the schemas of who reads them, and together. */
export const checkSettings = (environment: EnvironmentVariables, root: string): CheckedSettings => {
  const { values, faults: variableFaults } = checkVariables(environment);
  const file = readConfigurationFile(values.CONFIG_FILE, root);
  const faults = [
    ...variableFaults,
    ...contradictions(values, environment, file.configuration),
    ...file.faults.map((fault) => `CONFIG_FILE ${fault}`),
  ];
  return {
    settings:
      faults.length === 0 ? settingsOf(values as LocalVariables, file.configuration, root) : null,
    values,
    intent: intentOf(values, file.configuration),
    faults,
    warnings: variableWarnings(environment),
  };
};

/**
 * What the environment asks for, checked.
 * @throws SettingsFault that names each variable at fault, what is wrong with it and an example.
 */
export const readSettings = (environment: EnvironmentVariables, root: string): LocalSettings => {
  const { settings, faults } = checkSettings(environment, root);
  if (settings === null) throw new SettingsFault(faults);
  return settings;
};
