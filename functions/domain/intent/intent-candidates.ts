import type { TaskCatalogue } from '../agent/agent.ts';
import type { Environment } from '../shared/environment.ts';
import type { Criteria } from '../task/task-spec.ts';
import { TaskType } from '../task/task-type.ts';
import { readRequest } from './read-request.ts';
import type { Contradiction, Draft, IntentInput, Reader, Unclear } from './reading.ts';

/** A request that can be sent as it stands, in place of one that was not clear. */
export interface IntentCandidate {
  readonly task_type: TaskType;
  readonly intent: string;
  readonly environment: Environment;
  readonly reason: string;
}

type Wanted = IntentInput & { readonly reason: string };

/** The candidate when it settles as it stands; nothing wider and nothing of another type ever passes. */
const settled = (
  wanted: Wanted,
  reader: Reader,
  criteria?: Criteria,
): readonly IntentCandidate[] => {
  const { intent, environment, task_type, reason } = wanted;
  const reading = readRequest({ intent, environment, task_type }, reader);
  if (reading.kind !== 'settled') return [];
  const { spec } = reading;
  const { environment: place, ...read } = spec.selector;
  if (environment !== undefined && place !== environment) return [];
  if (task_type !== undefined && spec.task_type !== task_type) return [];
  if (criteria !== undefined && JSON.stringify(read) !== JSON.stringify(criteria)) return [];
  return [{ task_type: spec.task_type, intent, environment: place, reason }];
};

/** The same assets in plain words; null where they can't be said so. */
const rephrased = (
  { criteria }: Draft,
  type: TaskType,
  {
    environment,
    catalogue,
  }: { readonly environment: Environment; readonly catalogue: TaskCatalogue },
): string | null => {
  const { command } = catalogue[type].wording;
  const {
    roles = [],
    services = [],
    platforms = [],
    regions = [],
    names = [],
    ...others
  } = criteria;
  if (command === null || Object.keys(others).length > 0) return null;
  if (names.length > 0) return `${command} ${names.join(' and ')}`;
  const what = [environment, ...services, ...platforms, roles.join(' and '), 'servers'];
  const where = regions.length > 0 ? ` in ${regions.join(' and ')}` : '';
  return `${command} ${what.filter((word) => word !== '').join(' ')}${where}`;
};

const inPlainWords = (
  { draft, candidates }: Pick<Unclear, 'draft' | 'candidates'>,
  places: readonly Environment[],
  { reader, reason }: { readonly reader: Reader; readonly reason: string },
): readonly IntentCandidate[] => {
  if (draft === null) return [];
  return candidates.flatMap((type) =>
    places.flatMap((environment) => {
      const intent = rephrased(draft, type, { environment, catalogue: reader.catalogue });
      const wanted = { intent: intent ?? '', environment, task_type: type, reason };
      return intent === null ? [] : settled(wanted, reader, draft.criteria);
    }),
  );
};

/** The requester's own words, one thing at a time. */
const clauses = (
  { intent, environment }: IntentInput,
  { candidates }: Unclear,
  reader: Reader,
): readonly IntentCandidate[] =>
  candidates.length < 2
    ? []
    : intent
        .split(/[,;.\n]|\band\b|\bthen\b|\balso\b/iu)
        .map((clause) => clause.trim())
        .filter((clause) => clause !== '')
        .flatMap((clause) =>
          settled(
            {
              intent: clause,
              environment,
              reason: 'One of the things that were asked for, by itself.',
            },
            reader,
          ),
        );

/** The same words with the one in question spelt as it may be meant. */
const respelt = (
  { intent, environment, task_type }: IntentInput,
  { suggestion }: Unclear,
  reader: Reader,
): readonly IntentCandidate[] => {
  if (suggestion === null) return [];
  const { start, end, word, others = [] } = suggestion;
  return [word, ...others].flatMap((meant) =>
    settled(
      {
        intent: `${intent.slice(0, start)}${meant}${intent.slice(end)}`,
        environment,
        task_type,
        reason: `“${meant}” in place of “${intent.slice(start, end)}”.`,
      },
      reader,
    ),
  );
};

const mostCandidates = 5;

/** Requests near to an unclear one that settle as they stand; empty where none would be honest. */
export const candidatesFor = (
  input: IntentInput,
  reading: Unclear | Contradiction,
  reader: Reader,
): readonly IntentCandidate[] => {
  if (reading.kind === 'contradiction')
    return inPlainWords(reading, reading.named, { reader, reason: 'The same in one environment.' });
  const places =
    reading.draft?.environments.length === 0
      ? ['development' as const]
      : (reading.draft?.environments ?? []);
  const found = [
    ...respelt(input, reading, reader),
    ...clauses(input, reading, reader),
    ...inPlainWords(reading, places, {
      reader,
      reason: 'The change that the words hint at, on the same assets.',
    }),
  ].filter(({ task_type }) => reader.catalogue[task_type].agent.available);
  return found.slice(0, mostCandidates);
};

/** What can be asked for, with a request that works, for whoever was not understood. */
export const whatCanBeAsked = (catalogue: TaskCatalogue): string => {
  const phrases = (built: boolean): string =>
    TaskType.options
      .filter((type) => catalogue[type].agent.available === built)
      .map((type) => catalogue[type].wording.phrase)
      .join(', ');
  return `What can be done: ${phrases(true)}; understood, and not built yet: ${phrases(false)}. Say what to do and where, such as "Fix drift on production web servers"; GET /fleet/assets lists what can be named.`;
};
