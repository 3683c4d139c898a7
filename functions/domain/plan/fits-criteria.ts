import type { Asset } from '../fleet/asset.ts';
import { cleanText } from '../task/clean-text.ts';
import type { Criteria } from '../task/task-spec.ts';

/** What of an asset a selector looks at; an id from outside will do. */
export interface Selectable extends Omit<Asset, 'asset_id' | 'addresses' | 'missing_cves'> {
  readonly asset_id: string;
  readonly addresses?: readonly string[] | undefined;
}

type WordCriterion = Exclude<keyof Criteria, 'tags'>;
type TagWish = NonNullable<Criteria['tags']>[number];

interface WordRule {
  /** What it is called in a sentence. */
  readonly word: string;
  readonly valuesOf: (asset: Selectable) => readonly (string | null)[];
}

const wordRules: Readonly<Record<WordCriterion, WordRule>> = {
  roles: { word: 'role', valuesOf: ({ role }) => [role] },
  services: { word: 'service', valuesOf: ({ service }) => [service] },
  platforms: { word: 'platform', valuesOf: ({ platform }) => [platform] },
  platform_versions: {
    word: 'platform version',
    valuesOf: ({ platform_version: version }) => [version ?? null],
  },
  regions: { word: 'region', valuesOf: ({ region }) => [region] },
  zones: { word: 'zone', valuesOf: ({ zone }) => [zone] },
  accounts: { word: 'account', valuesOf: ({ account }) => [account ?? null] },
  vpcs: { word: 'VPC', valuesOf: ({ vpc }) => [vpc ?? null] },
  auto_scaling_groups: {
    word: 'Auto Scaling group',
    valuesOf: ({ auto_scaling_group: group }) => [group ?? null],
  },
  names: { word: 'name', valuesOf: ({ name }) => [name] },
  asset_ids: { word: 'id', valuesOf: ({ asset_id }) => [asset_id] },
  addresses: { word: 'address', valuesOf: ({ addresses = [] }) => addresses },
};

const wordCriteria = Object.keys(wordRules) as WordCriterion[];

/** What of one criterion an asset has, in words; nothing where it doesn't fit. */
interface Judged {
  readonly word: string;
  readonly found: readonly string[];
}

const same = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

const judgeWords = (
  asset: Selectable,
  { word, valuesOf }: WordRule,
  wanted: readonly string[],
): Judged => {
  const values = valuesOf(asset);
  const has = (wish: string): boolean => values.some((value) => same(value ?? '', wish));
  return { word, found: wanted.filter((wish) => wish !== '' && has(wish)) };
};

const hasTag = ({ tags }: Selectable, wish: TagWish): boolean =>
  Object.entries(tags).some(([key, value]) => same(key, wish.key) && same(value, wish.value));

/** Several values of one key mean any of them, several keys mean each of them. */
const judgeTags = (asset: Selectable, wanted: readonly TagWish[]): Judged => {
  const found = wanted.filter((wish) => hasTag(asset, wish));
  const isWhole = wanted.every(({ key }) => found.some((wish) => same(wish.key, key)));
  return { word: 'tag', found: isWhole ? found.map(({ key, value }) => `${key}=${value}`) : [] };
};

/** One entry for each criterion that narrows. */
const judged = (asset: Selectable, criteria: Criteria): readonly Judged[] => {
  const words = wordCriteria.flatMap((key) => {
    const wanted = criteria[key] ?? [];
    return wanted.length === 0 ? [] : [judgeWords(asset, wordRules[key], wanted)];
  });
  const { tags = [] } = criteria;
  return tags.length === 0 ? words : [...words, judgeTags(asset, tags)];
};

/** Whether an asset fits all criteria; an empty or absent list narrows nothing. */
export const fitsCriteria = (asset: Selectable, criteria: Criteria): boolean =>
  judged(asset, criteria).every(({ found }) => found.length > 0);

/**
 * Whether an exclusion leaves an asset out: it fits all of its criteria. One without criteria
 * leaves nothing out.
 */
export const isLeftOutBy = (asset: Selectable, exclusion: Criteria): boolean => {
  const verdicts = judged(asset, exclusion);
  return verdicts.length > 0 && verdicts.every(({ found }) => found.length > 0);
};

/** What of the criteria an asset fits, as in `role web, name prod-web-1`. */
export const fittingWords = (asset: Selectable, criteria: Criteria): string =>
  judged(asset, criteria)
    .flatMap(({ word, found }) => found.map((value) => `${word} ${cleanText(value, 128)}`))
    .join(', ');
