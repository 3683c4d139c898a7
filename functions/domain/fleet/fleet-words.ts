import type { Environment } from '../shared/environment.ts';
import type { IntentSettings } from './intent-settings.ts';
import { isInRegionGroup, regionGroupTable, regionTable } from './region-words.ts';
import type { RegionGroup } from './region-words.ts';
import { wordForms, wordKey } from './word-forms.ts';
import {
  distributionTable,
  environmentTable,
  otherEnvironmentWords,
  platformTable,
  roleTable,
  tagKeyTable,
} from './word-tables.ts';
import type { TagKind } from './word-tables.ts';

type Platform = 'linux' | 'windows';

/**
 * What words mean, for the values of tags and for requests alike: the product's own tables and what
 * the settings add. Keys are lower case; some are of several words, such as `middle east`.
 */
export interface FleetWords {
  readonly environments: ReadonlyMap<string, Environment>;
  /** Words that name an environment which is none of the three. */
  readonly otherEnvironments: ReadonlySet<string>;
  readonly roles: ReadonlyMap<string, string>;
  readonly platforms: ReadonlyMap<string, Platform>;
  /** Narrower than the platform that each is on. */
  readonly distributions: ReadonlyMap<string, Platform>;
  /** Places that hold one region. */
  readonly regions: ReadonlyMap<string, string>;
  /** Places that hold several; `regionsOf` tells which. */
  readonly regionGroups: ReadonlyMap<string, RegionGroup>;
  /** The tag keys of each kind, in lower case. */
  readonly tagKeys: Readonly<Record<TagKind, readonly string[]>>;
  /** The org's IANA time zone; undefined where the settings name none. */
  readonly timeZone: string | undefined;
}

type Table<Meaning extends string> = Readonly<Partial<Record<Meaning, readonly string[]>>>;

/** Of two tables the later one has the last word. */
const meanings = <Meaning extends string>(
  ...tables: readonly Table<Meaning>[]
): ReadonlyMap<string, Meaning> =>
  new Map(
    tables.flatMap((table) =>
      (Object.entries(table) as [Meaning, readonly string[]][]).flatMap(([meaning, words]) =>
        words.map((word) => [wordKey(word), meaning] as const),
      ),
    ),
  );

/** A role's name stands for the role, whether its words repeat it or not. */
const namesOf = (roles: Table<string>): Table<string> =>
  Object.fromEntries(Object.keys(roles).map((role) => [role, [role]]));

const tagKeysOf = (settings: IntentSettings): FleetWords['tagKeys'] => {
  const keysOf = (kind: TagKind): readonly string[] =>
    (settings.tag_keys?.[kind] ?? tagKeyTable[kind]).map(wordKey);
  return {
    environment: keysOf('environment'),
    role: keysOf('role'),
    service: keysOf('service'),
  };
};

/** The one vocabulary of tag values and requests, with the words of the org's settings. */
export const fleetWordsOf = (settings: IntentSettings = {}): FleetWords => {
  const environments = meanings<Environment>(environmentTable, settings.environments ?? {});
  const own: Table<string> = settings.roles ?? {};
  return {
    environments,
    otherEnvironments: new Set(otherEnvironmentWords.filter((word) => !environments.has(word))),
    roles: meanings<string>(roleTable, own, namesOf(own)),
    platforms: meanings<Platform>(platformTable),
    distributions: meanings<Platform>(distributionTable),
    regions: meanings<string>(regionTable),
    regionGroups: new Map(Object.entries(regionGroupTable)),
    tagKeys: tagKeysOf(settings),
    timeZone: settings.time_zone,
  };
};

/** The environment that the word stands for, or null: none is guessed. */
export const environmentOf = (word: string, words: FleetWords): Environment | null =>
  words.environments.get(wordKey(word)) ?? null;

const joint = /[ _-]/u;
const joints = /[ _-]/gu;

const withoutJoints = (word: string): string => {
  const key = wordKey(word);
  return joint.test(key) ? key.replace(joints, '') : key;
};

/** The role that the word stands for, singular or plural, `web-server` as `webserver`; null for any other. */
export const roleOf = (word: string, words: FleetWords): string | null => {
  const isRole = (form: string): boolean => words.roles.has(form);
  const joined = withoutJoints(word);
  const known =
    wordForms(word).find(isRole) ?? (joined === word ? undefined : wordForms(joined).find(isRole));
  return known === undefined ? null : (words.roles.get(known) ?? null);
};

/** Whether the word is a place that holds regions, of this fleet or not. */
export const isPlaceWord = (word: string, words: FleetWords): boolean => {
  const key = wordKey(word);
  return words.regions.has(key) || words.regionGroups.has(key);
};

/** Those of the fleet's regions that the place holds; null where the word is no place. */
export const regionsOf = (
  word: string,
  known: readonly string[],
  words: FleetWords,
): readonly string[] | null => {
  const key = wordKey(word);
  const single = words.regions.get(key);
  if (single !== undefined) return known.filter((region) => region === single);
  const group = words.regionGroups.get(key);
  return group === undefined ? null : known.filter((region) => isInRegionGroup(region, group));
};
