import { cleanText } from '../../../functions/domain/task/clean-text.ts';
import { environmentOf, roleOf } from '../../../functions/domain/fleet/fleet-words.ts';
import type { FleetWords } from '../../../functions/domain/fleet/fleet-words.ts';
import { wordKey } from '../../../functions/domain/fleet/word-forms.ts';
import { emptyTagValues } from '../../../functions/domain/fleet/word-tables.ts';
import type { FleetEnvironment } from './fleet-asset.ts';

export type Tag = readonly [key: string, value: string];

/** Where an asset belongs, as its tags say. */
export interface Place {
  readonly environment: FleetEnvironment;
  /** Null where no tag says it. */
  readonly role: string | null;
  readonly service: string | null;
}

const wordPattern = /^[a-z0-9][a-z0-9_.-]{0,63}$/;

/** A tag of a kind as it is read: `meaning` is what two of them are compared by. */
interface Reading {
  readonly key: string;
  readonly value: string;
  /** Null where nobody knows the word. */
  readonly meaning: string | null;
}

type Outcome = { readonly values: readonly Reading[] } | { readonly reason: string };

const shown = (text: string): string => cleanText(text, 64);

/** Every tag of the kind that says anything, whatever the case of its key and what hides in it. */
const readingsOf = (
  tags: readonly Tag[],
  keys: readonly string[],
  meaning: (word: string) => string | null,
): readonly Reading[] =>
  tags
    .filter(([key, value]) => keys.includes(wordKey(key)) && !emptyTagValues.has(wordKey(value)))
    .map(([key, value]) => ({ key, value, meaning: meaning(value) }));

/** The readings when all say the same; the reason otherwise, which doesn't depend on their order. */
const agreed = (readings: readonly Reading[], fault: string): Outcome => {
  const sorted = [...readings].sort((a, b) => (a.key + a.value < b.key + b.value ? -1 : 1));
  const unknown = sorted.find((reading) => reading.meaning === null);
  if (unknown !== undefined) {
    return { reason: `the tag ${shown(unknown.key)}=${shown(unknown.value)} ${fault}` };
  }
  const other = sorted.find((reading) => reading.meaning !== sorted[0]?.meaning);
  if (sorted[0] === undefined || other === undefined) return { values: sorted };
  const [one, two] = [sorted[0], other].map(({ key, value }) => `${shown(key)}=${shown(value)}`);
  return { reason: `the tags ${one ?? ''} and ${two ?? ''} contradict each other` };
};

const titled = (key = ''): string => `${key.slice(0, 1).toUpperCase()}${key.slice(1)}`;

/** A role that the vocabulary doesn't know is a role of its own, where it is a single word. */
const roleNamed =
  (words: FleetWords) =>
  (value: string): string | null => {
    const known = roleOf(value, words);
    const own = wordKey(value);
    return known ?? (wordPattern.test(own) ? own : null);
  };

/**
 * Where the tags say that an asset belongs, or why they don't: no environment, a value that nobody
 * knows, or tags that contradict each other, in whatever order they come. A role may be left out.
 */
export const placeOf = (
  tags: readonly Tag[],
  words: FleetWords,
): Place | { readonly reason: string } => {
  const { tagKeys } = words;
  const environments = agreed(
    readingsOf(tags, tagKeys.environment, (word) => environmentOf(word, words)),
    'names none of production, staging and development',
  );
  if ('reason' in environments) return environments;
  const environment = environments.values[0]?.meaning as FleetEnvironment | undefined;
  if (environment === undefined) return { reason: `no ${titled(tagKeys.environment[0])} tag` };
  const roles = agreed(readingsOf(tags, tagKeys.role, roleNamed(words)), 'is not a single word');
  if ('reason' in roles) return roles;
  const role = roles.values[0]?.meaning ?? null;
  const services = agreed(readingsOf(tags, tagKeys.service, wordKey), '');
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
