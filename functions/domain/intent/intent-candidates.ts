import type { TaskCatalogue } from '../agent/agent.ts';
import type { Environment } from '../shared/environment.ts';
import { foldIntent, intentWords } from './intent-words.ts';
import type { IntentInput } from './parse-intent.ts';
import { parseIntent } from './parse-intent.ts';
import { readEnvironment } from './read-environment.ts';
import { readSelector } from './read-selector.ts';
import { TaskType } from '../task/task-type.ts';

/** A request that can be sent as it stands, in place of one that was not clear. */
export interface IntentCandidate {
  readonly task_type: TaskType;
  readonly intent: string;
  readonly environment: Environment;
  readonly reason: string;
}

/** Where the whole is meant to be; null where its words name several environments. */
const placeOf = ({ intent, environment }: IntentInput): Environment | null => {
  if (environment !== undefined) return environment;
  const { named } = readEnvironment(intentWords(foldIntent(intent)));
  return named.length > 1 ? null : (named[0] ?? 'development');
};

/** The candidate when it settles, as that type and in that place; nothing wider ever passes. */
const settled = (
  candidate: IntentCandidate,
  catalogue: TaskCatalogue,
): readonly IntentCandidate[] => {
  const reading = parseIntent(candidate, catalogue);
  const stands =
    reading.kind === 'settled' &&
    reading.spec.task_type === candidate.task_type &&
    reading.spec.environment === candidate.environment;
  return stands ? [candidate] : [];
};

interface Hint {
  readonly environment: Environment;
  readonly catalogue: TaskCatalogue;
}

/** The requester's own words, one thing at a time. */
const clauses = (
  { intent }: IntentInput,
  types: readonly TaskType[],
  { environment, catalogue }: Hint,
): readonly IntentCandidate[] =>
  intent
    .split(/[,;.\n]|\band\b|\bthen\b/iu)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '')
    .flatMap((clause) =>
      types.flatMap((type) =>
        settled(
          {
            task_type: type,
            intent: clause,
            environment,
            reason: 'One of the things that were asked for, by itself.',
          },
          catalogue,
        ),
      ),
    );

/** The same assets in plain words; only roles and services, since what else narrows must not get lost. */
const rephrased = (
  { intent }: IntentInput,
  type: TaskType,
  { environment, catalogue }: Hint,
): readonly IntentCandidate[] => {
  const scope = readSelector(intentWords(foldIntent(intent)));
  const { command } = catalogue[type].wording;
  if (scope.kind !== 'read' || command === null) return [];
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
  return settled(
    {
      task_type: type,
      intent: [command, environment, ...what, 'servers'].join(' '),
      environment,
      reason: 'The change that the words hint at, on the same assets.',
    },
    catalogue,
  );
};

/** Requests near to an unclear one that settle as they stand; empty where none would be honest. */
export const candidatesFor = (
  input: IntentInput,
  types: readonly TaskType[],
  catalogue: TaskCatalogue,
): readonly IntentCandidate[] => {
  const environment = placeOf(input);
  if (environment === null) return [];
  const built = types.filter((type) => catalogue[type].agent.available);
  const [only] = types;
  return types.length === 1 && only !== undefined
    ? built.flatMap((type) => rephrased(input, type, { environment, catalogue }))
    : clauses(input, built, { environment, catalogue });
};

/** What can be asked for, with a request that works, for whoever was not understood. */
export const whatCanBeAsked = (catalogue: TaskCatalogue): string => {
  const phrases = (built: boolean): string =>
    TaskType.options
      .filter((type) => catalogue[type].agent.available === built)
      .map((type) => catalogue[type].wording.phrase)
      .join(', ');
  return `What can be done: ${phrases(true)}; understood, and not built yet: ${phrases(false)}. Say what to do and where, such as "Fix drift on production web servers".`;
};
