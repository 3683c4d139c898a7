import { agentForTaskType } from '../agent/catalogue.ts';
import type { Environment } from '../shared/environment.ts';
import { foldIntent, intentWords } from './intent-words.ts';
import type { IntentInput } from './parse-intent.ts';
import { parseIntent } from './parse-intent.ts';
import { readEnvironment } from './read-environment.ts';
import { readSelector } from './read-selector.ts';
import type { TaskType } from '../task/task-type.ts';
import { TaskType as TaskTypes } from '../task/task-type.ts';

/** A request that can be sent as it stands, in place of one that was not clear. */
export interface IntentCandidate {
  readonly task_type: TaskType;
  readonly intent: string;
  readonly environment: Environment;
  readonly reason: string;
}

/** How a request of the type begins that names nothing but assets; null where none does. */
const verbs: Readonly<Record<TaskType, string | null>> = {
  drift_remediation: 'Fix drift on',
  patch_rollout: 'Patch',
  compliance_audit: null,
  incident_investigation: null,
  dr_drill: null,
  cost_optimization: null,
  security_scan: null,
  image_management: null,
  sop_authoring: null,
  api_adapter: null,
};

const isBuilt = (type: TaskType): boolean => agentForTaskType(type).available;

/** Where the whole is meant to be; null where its words name several environments. */
const placeOf = ({ intent, environment }: IntentInput): Environment | null => {
  if (environment !== undefined) return environment;
  const { named } = readEnvironment(intentWords(foldIntent(intent)));
  return named.length > 1 ? null : (named[0] ?? 'development');
};

/** The candidate when it settles, as that type and in that place; nothing wider ever passes. */
const settled = (candidate: IntentCandidate): readonly IntentCandidate[] => {
  const reading = parseIntent(candidate);
  const stands =
    reading.kind === 'settled' &&
    reading.spec.task_type === candidate.task_type &&
    reading.spec.environment === candidate.environment;
  return stands ? [candidate] : [];
};

/** The requester's own words, one thing at a time. */
const clauses = (
  { intent }: IntentInput,
  types: readonly TaskType[],
  environment: Environment,
): readonly IntentCandidate[] =>
  intent
    .split(/[,;.\n]|\band\b|\bthen\b/iu)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '')
    .flatMap((clause) =>
      types.flatMap((type) =>
        settled({
          task_type: type,
          intent: clause,
          environment,
          reason: 'One of the things that were asked for, by itself.',
        }),
      ),
    );

/** The same assets in plain words; only roles and services, since what else narrows must not get lost. */
const rephrased = (
  { intent }: IntentInput,
  type: TaskType,
  environment: Environment,
): readonly IntentCandidate[] => {
  const scope = readSelector(intentWords(foldIntent(intent)));
  const verb = verbs[type];
  if (scope.kind !== 'read' || verb === null) return [];
  const {
    roles = [],
    services = [],
    platforms = [],
    regions = [],
    asset_ids = [],
  } = scope.narrowing;
  const others = [...platforms, ...regions, ...asset_ids];
  if (others.length > 0 || Object.keys(scope.constraints).length > 0) return [];
  const what = [...services.slice(0, 1), roles.join(' and ')].filter((word) => word !== '');
  if (services.length > 1) return [];
  return settled({
    task_type: type,
    intent: [verb, environment, ...what, 'servers'].join(' '),
    environment,
    reason: 'The change that the words hint at, on the same assets.',
  });
};

/** Requests near to an unclear one that settle as they stand; empty where none would be honest. */
export const candidatesFor = (
  input: IntentInput,
  types: readonly TaskType[],
): readonly IntentCandidate[] => {
  const environment = placeOf(input);
  const built = types.filter(isBuilt);
  if (environment === null) return [];
  const [only] = types;
  return types.length === 1 && only !== undefined && isBuilt(only)
    ? rephrased(input, only, environment)
    : clauses(input, built, environment);
};

const phrases: Readonly<Record<TaskType, string>> = {
  drift_remediation: 'fix drift',
  patch_rollout: 'roll out patches',
  compliance_audit: 'audit compliance',
  incident_investigation: 'investigate an incident',
  dr_drill: 'drill disaster recovery',
  cost_optimization: 'find cost savings',
  security_scan: 'scan for security flaws',
  image_management: 'manage images',
  sop_authoring: 'write a procedure',
  api_adapter: 'adapt an API',
};

const phrasesOf = (wanted: (type: TaskType) => boolean): string =>
  TaskTypes.options
    .filter(wanted)
    .map((type) => phrases[type])
    .join(', ');

/** What can be asked for, with a request that works, for whoever was not understood. */
export const whatCanBeAsked = `What can be done: ${phrasesOf(isBuilt)}; understood, and not built yet: ${phrasesOf((type) => !isBuilt(type))}. Say what to do and where, such as "Fix drift on production web servers".`;
