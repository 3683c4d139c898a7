import { isIP } from 'node:net';
import * as z from 'zod';
import { variableExamples, variables } from '../../../functions/runtime/environment.ts';
import type { VariableName } from '../../../functions/runtime/environment.ts';
import * as values from '../../../functions/runtime/value-schemas.ts';
import { fleetTags } from './fleet-tags.ts';
import { goldenImageFaults } from '../fleet/named-images.ts';
import { localFleetNames } from './local-fleets.ts';
import { nearName } from './near-names.ts';

export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

const hostName = /^(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/;

const host = z
  .string()
  .refine(
    (text) => isIP(text) !== 0 || hostName.test(text),
    'must be an IP address or a host name, without scheme, port or brackets',
  );

const goldenImages = z.string().superRefine((text, context) => {
  for (const { entry, fault } of goldenImageFaults(text)) {
    context.addIssue(`at entry ${entry}: ${fault}`);
  }
});

/** What only the local target reads. */
const own = {
  PORT: values.wholeNumber({ from: 0, to: 65_535 }).default(8083),
  HOST: host.default('127.0.0.1'),
  DATA_DIR: values.path.default('.data'),
  CONFIG_FILE: values.path.optional(),
  AUTH_ISSUER: values.address({ secure: true }).optional(),
  AUTH_AUDIENCE: values.wordList.optional(),
  FLEET: values.fleetName(...localFleetNames).optional(),
  FLEET_FILE: values.path.optional(),
  SSM_FILE: values.path.optional(),
  FLEET_TAGS: fleetTags.optional(),
  GOLDEN_IMAGES: goldenImages.optional(),
} as const;

const ownExamples: Readonly<Record<keyof typeof own, string>> = {
  PORT: '8083',
  HOST: '127.0.0.1',
  DATA_DIR: '.data',
  CONFIG_FILE: 'orchestrator.yaml',
  AUTH_ISSUER: 'https://issuer.example.com',
  AUTH_AUDIENCE: 'ai-orchestrator',
  FLEET: 'file',
  FLEET_FILE: 'instances.json',
  SSM_FILE: 'ssm.json',
  FLEET_TAGS: 'environment=Env|Stage,role=Tier',
  GOLDEN_IMAGES: 'web=ami-0123456789abcdef0,db/linux=ami-0fedcba9876543210',
};

/** What the local target gives to the functions by itself; set from outside it changes nothing. */
const madeHere: readonly VariableName[] = [
  'LOCAL_IDENTITY',
  'TASK_LIFECYCLE_ARN',
  'PHASED_ROLLOUT_ARN',
  'ROLL_BACK_ARN',
  'SIMULATED_FLEET_URL',
  'TOPIC_ARN',
  'ANCHOR_DIR',
  'ANCHOR_KEY_ARN',
  'ANCHOR_BUCKET',
];

/** What the functions read and the local target hands on, by the functions' own parsers. */
const handedOn = {
  TABLE_NAME: variables.TABLE_NAME.default('ai-orchestrator'),
  LOG_LEVEL: variables.LOG_LEVEL,
  LOG_FORMAT: variables.LOG_FORMAT,
  PUBLIC_URL: variables.PUBLIC_URL.optional(),
  AUTH_ORG_CLAIM: variables.AUTH_ORG_CLAIM,
  AUTH_ROLES_CLAIM: variables.AUTH_ROLES_CLAIM,
  AUTH_ROLES_SEPARATOR: variables.AUTH_ROLES_SEPARATOR,
  OPERATOR_ORG: variables.OPERATOR_ORG,
  SUBMISSIONS_PER_MINUTE: variables.SUBMISSIONS_PER_MINUTE,
  POLICY_DIR: variables.POLICY_DIR.unwrap().optional(),
  OPA_URL: variables.OPA_URL,
  NOTIFICATION_CONFIG: variables.NOTIFICATION_CONFIG.unwrap().optional(),
  INTENT_SETTINGS: variables.INTENT_SETTINGS.unwrap().optional(),
  EMAIL_FROM: variables.EMAIL_FROM,
  APPROVERS: variables.APPROVERS.unwrap().optional(),
  GATE_EXPIRY_SECONDS: variables.GATE_EXPIRY_SECONDS,
  COOLDOWN_SECONDS: variables.COOLDOWN_SECONDS.unwrap().optional(),
} as const;

const schemas = { ...own, ...handedOn } as const;

export type LocalVariableName = keyof typeof schemas;
export type LocalVariables = {
  readonly [Name in LocalVariableName]: z.output<(typeof schemas)[Name]>;
};

export const localVariableNames = Object.keys(schemas) as readonly LocalVariableName[];

const examples: Readonly<Record<string, string>> = { ...variableExamples, ...ownExamples };

/** A variable set to nothing counts as one that is not set. */
const isGiven = (environment: EnvironmentVariables, name: string): boolean =>
  (environment[name] ?? '') !== '';

/** Begins with the variable's name and ends with a value that would do. */
export const variableFault = (name: string, fault: string): string =>
  `${name} ${fault}; for example ${name}=${examples[name] ?? ''}`;

const parse = (environment: EnvironmentVariables, name: LocalVariableName) =>
  schemas[name].safeParse(isGiven(environment, name) ? environment[name] : undefined);

/** One variable. @throws Error that names it, what is wrong with it and an example. */
export const readVariable = <Name extends LocalVariableName>(
  environment: EnvironmentVariables,
  name: Name,
): LocalVariables[Name] => {
  const parsed = parse(environment, name);
  if (parsed.success) return parsed.data as LocalVariables[Name];
  throw new Error(
    variableFault(name, parsed.error.issues.map(({ message }) => message).join('; ')),
  );
};

export interface CheckedVariables {
  /** Those without a fault. */
  readonly values: Partial<LocalVariables>;
  /** One sentence for each fault, with the variable's name and an example. */
  readonly faults: readonly string[];
}

/** Every variable that the local target or one of its functions reads, by the parser of who reads it. */
export const checkVariables = (environment: EnvironmentVariables): CheckedVariables => {
  const read: Partial<Record<LocalVariableName, unknown>> = {};
  const faults: string[] = [];
  for (const name of localVariableNames) {
    const parsed = parse(environment, name);
    if (parsed.success) read[name] = parsed.data;
    else faults.push(...parsed.error.issues.map(({ message }) => variableFault(name, message)));
  }
  return { values: read as Partial<LocalVariables>, faults };
};

/** Names that do nothing here and look as if they were meant to. */
export const variableWarnings = (environment: EnvironmentVariables): readonly string[] => {
  const known = [...localVariableNames, ...madeHere];
  return Object.keys(environment).flatMap((name) => {
    if (!isGiven(environment, name)) return [];
    if (madeHere.some((own) => own === name) && name !== 'LOCAL_IDENTITY') {
      return [`${name} is set and not used: the local target makes its own.`];
    }
    if (known.some((one) => one === name)) return [];
    const near = nearName(name, localVariableNames);
    return near === null ? [] : [`${name} is not a known variable; did you mean ${near}?`];
  });
};
