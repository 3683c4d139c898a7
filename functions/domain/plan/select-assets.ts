import type { Criteria, Selector } from '../task/task-spec.ts';
import { fitsCriteria, fittingWords, isLeftOutBy } from './fits-criteria.ts';
import type { Selectable } from './fits-criteria.ts';
import type { ProposedSelector } from './proposal.ts';

const exclusionOf = (asset: Selectable, { exclude = [] }: Selector): Criteria | null =>
  exclude.find((exclusion) => isLeftOutBy(asset, exclusion)) ?? null;

/**
 * Whether an asset is one that a selector means: it fits all criteria and no exclusion. An empty or
 * absent list narrows nothing.
 */
export const matchesSelector = (asset: Selectable, selector: Selector): boolean =>
  asset.environment === selector.environment &&
  fitsCriteria(asset, selector) &&
  exclusionOf(asset, selector) === null;

/** The selector with what its exclusions leave out, so that it can be said what that is. */
export const withExcluded = (selector: Selector): Selector => ({ ...selector, exclude: [] });

/** Sorts assets that fit the criteria by the exclusions; each one that is left out has its reason. */
export const setExcludedAside = <Item extends Selectable>(
  assets: readonly Item[],
  selector: Selector,
): {
  readonly meant: readonly Item[];
  readonly excluded: readonly { readonly asset: Item; readonly reason: string }[];
} => {
  const meant: Item[] = [];
  const excluded: { asset: Item; reason: string }[] = [];
  for (const asset of assets) {
    const exclusion = exclusionOf(asset, selector);
    if (exclusion === null) meant.push(asset);
    else
      excluded.push({
        asset,
        reason: `Excluded by the request: ${fittingWords(asset, exclusion)}.`,
      });
  }
  return { meant, excluded };
};

/**
 * A task's selector narrowed by a proposal, or null where the proposal reaches beyond the task. All
 * else that the task says, its exclusions above all, stays as it is.
 */
export const narrowSelector = (task: Selector, proposed: ProposedSelector): Selector | null => {
  for (const member of ['roles', 'services', 'platforms', 'regions'] as const) {
    const allowed: readonly string[] = task[member] ?? [];
    const wanted: readonly string[] = proposed[member] ?? [];
    if (allowed.length > 0 && wanted.some((word) => !allowed.includes(word))) return null;
  }
  return {
    ...task,
    ...(proposed.roles && proposed.roles.length > 0 && { roles: [...proposed.roles].sort() }),
    ...(proposed.services &&
      proposed.services.length > 0 && { services: [...proposed.services].sort() }),
    ...(proposed.platforms &&
      proposed.platforms.length > 0 && { platforms: [...proposed.platforms].sort() }),
    ...(proposed.regions &&
      proposed.regions.length > 0 && { regions: [...proposed.regions].sort() }),
  };
};
