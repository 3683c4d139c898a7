import type { CatalogueAction, FleetFacts } from '../action/action.ts';
import type { Asset } from '../fleet/asset.ts';
import type { Finding } from '../policy/finding.ts';
import { listIds } from './check-drift.ts';
import type { Plan } from './plan.ts';

export interface Occupied {
  readonly asset_id: string;
  readonly reason: 'locked' | 'cooling_down';
}

export interface ConflictFacts {
  readonly current: readonly Asset[];
  readonly held: readonly Occupied[];
  readonly facts: FleetFacts;
  /** The plan's action; null where the catalogue has none of its name. */
  readonly action: CatalogueAction | null;
}

const finding = (
  code: string,
  text: string,
  assets: readonly { readonly asset_id: string }[],
): readonly Finding[] =>
  assets.length === 0
    ? []
    : [
        {
          code,
          severity: 'error',
          message: `${assets.length} assets ${text}: ${listIds(assets)}`,
          rule: 'conflicts',
        },
      ];

const occupiedFor = (held: readonly Occupied[], reason: Occupied['reason']): readonly Occupied[] =>
  held.filter((asset) => asset.reason === reason);

/** What stands in the way of the plan now: locked or cooling assets, and ones that can't take the action. */
export const checkConflicts = (
  plan: Plan,
  { current, held, facts, action }: ConflictFacts,
): readonly Finding[] => {
  const planned = new Set<string>(
    plan.phases.flatMap((phase) => phase.assets.map((asset) => asset.asset_id)),
  );
  const members = current.filter((asset) => planned.has(asset.asset_id));
  const bound = action?.bind(plan.action.parameters) ?? null;
  const unfit = members.filter(
    (asset) => bound !== null && bound.eligibility(asset, facts).kind !== 'eligible',
  );
  const occupied = held.filter((asset) => planned.has(asset.asset_id));
  return [
    ...finding('asset-locked', 'are held by another execution', occupiedFor(occupied, 'locked')),
    ...finding('asset-cooling-down', 'changed a moment ago', occupiedFor(occupied, 'cooling_down')),
    ...finding(
      'asset-stopped',
      'are stopped',
      unfit.filter((asset) => asset.state === 'stopped'),
    ),
    ...finding(
      'asset-not-eligible',
      'can’t take the action or need it no more',
      unfit.filter((asset) => asset.state !== 'stopped'),
    ),
  ];
};
