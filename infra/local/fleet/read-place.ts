import { cleanText } from '../../../functions/domain/task/clean-text.ts';
import { meaningOf, roleWords } from '../../../functions/domain/intent/vocabulary.ts';
import type { FleetEnvironment } from './fleet-asset.ts';

export type Tag = readonly [key: string, value: string];

/** Where an asset belongs, as its tags say. */
export interface Place {
  readonly environment: FleetEnvironment;
  readonly role: string;
  readonly service: string | null;
}

/** The keys that say the same kind of thing, in lower case; the first one names the kind. */
export const placeKeys = {
  environment: ['environment', 'env', 'stage'],
  role: ['role', 'component', 'application'],
  service: ['service'],
} as const;

const environmentWords: Readonly<Record<string, FleetEnvironment>> = {
  production: 'production',
  prod: 'production',
  prd: 'production',
  staging: 'staging',
  stage: 'staging',
  stg: 'staging',
  development: 'development',
  develop: 'development',
  dev: 'development',
};

const wordPattern = /^[a-z0-9][a-z0-9_.-]{0,63}$/;

/** A tag of a kind as it is read: `meaning` is what two of them are compared by. */
interface Reading {
  readonly key: string;
  readonly value: string;
  readonly meaning: string | undefined;
}

type Outcome = { readonly values: readonly Reading[] } | { readonly reason: string };

const shown = (text: string): string => cleanText(text, 64);

/** Every tag of the kind that says anything, whatever the case of its key and what hides in it. */
const readingsOf = (
  tags: readonly Tag[],
  keys: readonly string[],
  meaning: (word: string) => string | undefined,
): readonly Reading[] =>
  tags
    .filter(([key, value]) => keys.includes(cleanText(key).toLowerCase()) && value.trim() !== '')
    .map(([key, value]) => ({ key, value, meaning: meaning(value.trim().toLowerCase()) }));

/** The readings when all say the same; the reason otherwise, which doesn't depend on their order. */
const agreed = (readings: readonly Reading[], fault: string): Outcome => {
  const sorted = [...readings].sort((a, b) => (a.key + a.value < b.key + b.value ? -1 : 1));
  const unknown = sorted.find((reading) => reading.meaning === undefined);
  if (unknown !== undefined) return { reason: `the ${shown(unknown.key)} tag ${fault}` };
  const other = sorted.find((reading) => reading.meaning !== sorted[0]?.meaning);
  if (sorted[0] === undefined || other === undefined) return { values: sorted };
  const [one, two] = [sorted[0], other].map(({ key, value }) => `${shown(key)}=${shown(value)}`);
  return { reason: `the tags ${one ?? ''} and ${two ?? ''} contradict each other` };
};

const wordOf = (word: string): string | undefined =>
  wordPattern.test(word) ? (meaningOf(roleWords, word) ?? word) : undefined;

/** The word itself where the tags agree on it to the letter, else what they all mean. */
const agreedWord = (readings: readonly Reading[]): string | undefined => {
  const words = new Set(readings.map(({ value }) => value.trim().toLowerCase()));
  return words.size === 1 ? [...words][0] : readings[0]?.meaning;
};

const serviceOf = (word: string): string => word;

/**
 * Where the tags say that an asset belongs, or why they don't: a kind that no tag names, a value that
 * nobody knows, or tags that contradict each other, in whatever order they come.
 */
export const placeOf = (tags: readonly Tag[]): Place | { readonly reason: string } => {
  const environments = agreed(
    readingsOf(tags, placeKeys.environment, (word) => meaningOf(environmentWords, word)),
    'names none of production, staging and development',
  );
  if ('reason' in environments) return environments;
  const environment = environments.values[0]?.meaning as FleetEnvironment | undefined;
  if (environment === undefined) return { reason: 'no Environment tag' };
  const roles = agreed(readingsOf(tags, placeKeys.role, wordOf), 'is not a single word');
  if ('reason' in roles) return roles;
  const role = agreedWord(roles.values);
  if (role === undefined) return { reason: 'no Role tag' };
  const services = agreed(readingsOf(tags, placeKeys.service, serviceOf), '');
  if ('reason' in services) return services;
  const service = services.values[0]?.meaning ?? '';
  return { environment, role, service: wordPattern.test(service) ? service : null };
};

/** What people call the asset: its Name tag where it has one that says anything, else its id. */
export const nameOf = (tags: readonly Tag[], assetId: string): string => {
  const names = tags
    .map(([key, value]) => ({ key: cleanText(key), value: value.trim() }))
    .filter(({ key, value }) => key.toLowerCase() === 'name' && cleanText(value) !== '')
    .sort((a, b) => (a.key + a.value < b.key + b.value ? -1 : 1));
  return (names.find(({ key }) => key === 'Name') ?? names[0])?.value ?? assetId;
};
