import * as z from 'zod';
import type { Asset, GoldenImage } from '../fleet/asset.ts';

export const ActionType = z.enum([
  'patch',
  'reimage',
  'run_document',
  'reboot',
  'stop',
  'start',
  'resize',
  'tag',
  'close_exposure',
  'build_image',
  'promote_image',
  'failover_drill',
  'execute_sop',
]);
export type ActionType = z.infer<typeof ActionType>;

export type Undo = 'exact' | 'snapshot' | 'not_needed' | 'none';

/** What eligibility may look at beside the asset. */
export interface FleetFacts {
  readonly goldenImages: readonly GoldenImage[];
}

/** `excluded` carries the reason in words for people; `satisfied` ones need no change. */
export type Eligibility =
  | { readonly kind: 'eligible' }
  | { readonly kind: 'satisfied'; readonly reason: string }
  | { readonly kind: 'excluded'; readonly reason: string };

/** One kind of change that a plan may hold. Nothing outside the catalogue ever runs. */
export interface Action<Parameters extends Readonly<Record<string, unknown>>> {
  readonly type: ActionType;
  readonly description: string;
  readonly parameters: z.ZodType<Parameters>;
  readonly undo: Undo;
  /** What is written down of an asset before it is touched. */
  readonly captures: readonly string[];
  /** How the undo works, in words. */
  readonly rollback_method: string;
  /** Taken out of traffic before and put back after. */
  readonly drains: boolean;
  readonly verifies: string;
  readonly eligibility: (asset: Asset, parameters: Parameters, facts: FleetFacts) => Eligibility;
}

/** An action with parameters that its schema has parsed. */
export interface BoundAction {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly eligibility: (asset: Asset, facts: FleetFacts) => Eligibility;
}

/** An action as the catalogue lists it, whatever its parameters are. */
export interface CatalogueAction extends Omit<Action<never>, 'parameters' | 'eligibility'> {
  readonly parameters: z.ZodType;
  /** Parses parameters from outside; null when they don't fit the action. */
  readonly bind: (parameters: unknown) => BoundAction | null;
}

export const defineAction = <Parameters extends Readonly<Record<string, unknown>>>(
  action: Action<Parameters>,
): CatalogueAction => ({
  ...action,
  bind: (given) => {
    const parsed = action.parameters.safeParse(given);
    if (!parsed.success) return null;
    return {
      parameters: parsed.data,
      eligibility: (asset, facts) => action.eligibility(asset, parsed.data, facts),
    };
  },
});

export const goldenImageOf = (
  asset: Pick<Asset, 'role' | 'platform'>,
  facts: FleetFacts,
): GoldenImage | undefined =>
  facts.goldenImages.find(
    (image) => image.role === asset.role && image.platform === asset.platform,
  );
