import type { Asset, UnmanagedAsset } from '../fleet/asset.ts';
import type { Environment } from '../shared/environment.ts';
import { cleanText } from '../task/clean-text.ts';
import type { Criteria, Selector } from '../task/task-spec.ts';
import { matchesSelector } from './select-assets.ts';

/** Assets that share a reason, with the names of the first ones. */
interface Reason {
  readonly reason: string;
  readonly count: number;
  readonly names: readonly string[];
}

/** What was looked at for a task, and why none of it is changed. */
export interface LookedAt {
  readonly environment: Environment;
  /** Managed assets of the environment. */
  readonly total: number;
  /** How many of them fit each part of the selector by itself. */
  readonly parts: readonly { readonly part: string; readonly assets: number }[];
  readonly matched: number;
  readonly leftOut: readonly Reason[];
  readonly unmanaged: readonly Reason[];
  /** Ids that the selector names and the environment doesn't have. */
  readonly absent: readonly string[];
}

export interface Looked {
  readonly selector: Selector;
  /** Every managed asset of the environment. */
  readonly assets: readonly Asset[];
  /** Why each matching asset that was left out was. */
  readonly excluded: readonly { readonly asset: Asset; readonly reason: string }[];
  readonly unmanaged: readonly UnmanagedAsset[];
}

const partWords: Readonly<Record<keyof Criteria, string>> = {
  roles: 'role',
  services: 'service',
  platforms: 'platform',
  platform_versions: 'platform version',
  regions: 'region',
  zones: 'zone',
  accounts: 'account',
  vpcs: 'VPC',
  auto_scaling_groups: 'Auto Scaling group',
  names: 'name',
  asset_ids: 'id',
  addresses: 'address',
  tags: 'tag',
};

const parts = Object.keys(partWords) as readonly (keyof Criteria)[];

const shownValues = 5;

const someOf = (values: readonly string[], most: number): string => {
  const more = values.length - most;
  return values.slice(0, most).join(', ') + (more > 0 ? ` and ${more} more` : '');
};

const valuesOf = (selector: Selector, part: keyof Criteria): readonly string[] =>
  (selector[part] ?? []).map((value) =>
    cleanText(typeof value === 'string' ? value : `${value.key}=${value.value}`, 64),
  );

const partsOf = ({ selector, assets }: Looked): LookedAt['parts'] => {
  const { environment } = selector;
  const counted = (only: Omit<Selector, 'environment'>): number =>
    assets.filter((asset) => matchesSelector(asset, { environment, ...only })).length;
  const named = parts.flatMap((part) => {
    const values = valuesOf(selector, part);
    return values.length === 0
      ? []
      : [
          {
            part: `${partWords[part]} ${someOf(values, shownValues)}`,
            assets: counted({ [part]: selector[part] }),
          },
        ];
  });
  const { exclude = [] } = selector;
  return exclude.length === 0
    ? named
    : [...named, { part: 'what the request does not exclude', assets: counted({ exclude }) }];
};

/** Most names that are told of one reason. */
const shownNames = 3;

const reasonsOf = (
  items: readonly { readonly name: string; readonly reason: string }[],
): readonly Reason[] => {
  const names = new Map<string, string[]>();
  for (const { name, reason } of items) {
    const own = names.get(reason);
    if (own === undefined) names.set(reason, [name]);
    else own.push(name);
  }
  return [...names]
    .map(([reason, own]) => ({
      reason,
      count: own.length,
      names: [...own]
        .sort()
        .slice(0, shownNames)
        .map((name) => cleanText(name, 64)),
    }))
    .sort((left, right) => right.count - left.count || (left.reason < right.reason ? -1 : 1));
};

/** Counts what a task looked at. */
export const lookAt = (looked: Looked): LookedAt => {
  const { selector, assets, excluded, unmanaged } = looked;
  const ids = new Set<string>(assets.map(({ asset_id }) => asset_id));
  return {
    environment: selector.environment,
    total: assets.length,
    parts: partsOf(looked),
    matched: assets.filter((asset) => matchesSelector(asset, selector)).length,
    leftOut: reasonsOf(excluded.map(({ asset, reason }) => ({ name: asset.name, reason }))),
    unmanaged: reasonsOf(unmanaged),
    absent: (selector.asset_ids ?? []).filter((id) => !ids.has(id)),
  };
};

const assetsText = (count: number): string => `${count} ${count === 1 ? 'asset' : 'assets'}`;

const reasonText = ({ reason, count, names }: Reason): string => {
  const more = count - names.length;
  return `${count} × ${reason.replace(/\.$/u, '')} (${names.join(', ')}${more > 0 ? ` and ${more} more` : ''})`;
};

/** Most reasons in a sentence; the plan has all. */
const shownReasons = 4;

const reasonsText = (reasons: readonly Reason[]): string => {
  const more = reasons.length - shownReasons;
  return (
    reasons.slice(0, shownReasons).map(reasonText).join('; ') +
    (more > 0 ? `; and ${more} more reasons` : '')
  );
};

const partsText = ({ parts: found, matched }: LookedAt): string => {
  if (found.length === 0) return '';
  const told = found.map(({ part, assets }) => `${assets} fit ${part}`).join(', ');
  return found.length === 1 ? `: ${told}` : `: ${told}; ${matched} fit all of it`;
};

/** Sentences on ids that the request names and the environment doesn't have. */
export const absentText = ({ environment, absent }: Pick<LookedAt, 'environment' | 'absent'>) =>
  absent.length === 0
    ? []
    : [
        `No managed asset of ${environment} has the ${absent.length === 1 ? 'id' : 'ids'} ${someOf(absent, 10)}.`,
      ];

/** What was looked at and why it was left out, in sentences for people. */
export const lookedAtText = (looked: LookedAt): string =>
  [
    `Looked at ${assetsText(looked.total)} of ${looked.environment}${partsText(looked)}.`,
    ...absentText(looked),
    ...(looked.leftOut.length === 0 ? [] : [`Left out: ${reasonsText(looked.leftOut)}.`]),
    ...(looked.unmanaged.length === 0
      ? []
      : [`Unmanaged, and of no environment: ${reasonsText(looked.unmanaged)}.`]),
  ].join(' ');

/** The same as items of a list, with every reason. */
export const lookedAtLines = (looked: LookedAt): readonly string[] => [
  `${assetsText(looked.total)} of ${looked.environment}`,
  ...looked.parts.map(({ part, assets }) => `${assets} fit ${part}`),
  ...(looked.parts.length > 1 ? [`${looked.matched} fit all of it`] : []),
  ...absentText(looked),
  ...looked.leftOut.map((reason) => `left out: ${reasonText(reason)}`),
  ...looked.unmanaged.map((reason) => `unmanaged: ${reasonText(reason)}`),
];
