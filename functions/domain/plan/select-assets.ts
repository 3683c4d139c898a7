import type { Asset } from '../fleet/asset.ts';
import type { Selector } from '../task/task-spec.ts';
import type { ProposedSelector } from './proposal.ts';

const admits = (wanted: readonly string[] | undefined, value: string | null): boolean =>
  wanted === undefined ||
  wanted.length === 0 ||
  (value !== null && wanted.some((word) => word.toLowerCase() === value.toLowerCase()));

/** Whether an asset is one that a selector means; an empty or absent list narrows nothing. */
export const matchesSelector = (asset: Asset, selector: Selector): boolean =>
  asset.environment === selector.environment &&
  admits(selector.roles, asset.role) &&
  admits(selector.services, asset.service) &&
  admits(selector.platforms, asset.platform) &&
  admits(selector.regions, asset.region) &&
  admits(selector.asset_ids, asset.asset_id);

/** A task's selector narrowed by a proposal, or null where the proposal reaches beyond the task. */
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
