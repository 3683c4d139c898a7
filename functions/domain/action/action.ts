import type * as z from 'zod';
import type { Asset, GoldenImage, Vulnerability } from '../fleet/asset.ts';
import type { PlanPolicy } from '../policy/policy-name.ts';
import type { Constraints } from '../task/task-spec.ts';
import type { ActionType } from './action-type.ts';
import type { Digest } from '../shared/ids.ts';
import { misfitOf } from './after.ts';
import type { After, AssetAspect, AssetState } from './after.ts';
import { noEffect, toldEffect } from './changes.ts';
import type { AssetChange, AssetEffect, ChangeFacts } from './changes.ts';
import { touchedDigestOf } from './touched.ts';
import type { Honouring } from './honours.ts';
import type { Undo } from './undo.ts';

/** What eligibility may look at beside the asset. */
export interface FleetFacts {
  readonly goldenImages: readonly GoldenImage[];
  /** What the assets of the roles in question run; told where the request names an image. */
  readonly running?: readonly Pick<Asset, 'role' | 'platform' | 'region' | 'image'>[];
}

/** `excluded` carries the reason in words for people; `satisfied` ones need no change. */
export type Eligibility =
  | { readonly kind: 'eligible' }
  | { readonly kind: 'satisfied'; readonly reason: string }
  | { readonly kind: 'excluded'; readonly reason: string };

/** A proposed change and what the inventory of now says about it. */
export interface ResolveRequest {
  /** As proposed; what the inventory decides is replaced by what the inventory says. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly constraints: Constraints;
  /** Assets that the selector matched. */
  readonly assets: readonly Asset[];
  readonly facts: FleetFacts;
  readonly vulnerabilities: readonly Vulnerability[];
}

/** The parameters of one plan; or why no asset needs it; or why it can't be planned. */
export type Resolution =
  | { readonly kind: 'parameters'; readonly parameters: Readonly<Record<string, unknown>> }
  | { readonly kind: 'none_affected'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** One kind of change that a plan may hold. Nothing outside the catalogue ever runs. */
export interface Action<Parameters extends Readonly<Record<string, unknown>>> extends Honouring {
  readonly type: ActionType;
  readonly description: string;
  readonly parameters: z.ZodType<Parameters>;
  readonly undo: Undo;
  /** What a plan of the action must pass, in order: the plan's own policy and those of the action. */
  readonly policies: readonly PlanPolicy[];
  /** What is written down of an asset before it is touched. */
  readonly captures: readonly string[];
  /** How the undo works, in words. */
  readonly rollback_method: string;
  /** Taken out of traffic before and put back after. */
  readonly drains: boolean;
  /** Moves a service elsewhere, which is critical in production whatever else it is. */
  readonly fails_over?: boolean;
  readonly verifies: string;
  readonly eligibility: (asset: Asset, parameters: Parameters, facts: FleetFacts) => Eligibility;
  /** Turns what was proposed into parameters that name only what the inventory holds. */
  readonly resolve: (request: ResolveRequest) => Resolution;
  /**
   * What of an asset's state the action may change: what must still be as planned when it begins, and
   * what an undo puts back. Null where its effect lies outside of what an asset shows.
   */
  readonly touches: readonly AssetAspect[] | null;
  /** Of an action that touches tags: which. */
  readonly touchedTags?: (parameters: Parameters) => readonly string[];
  /** What the action makes of an asset's state; pure. */
  readonly after: (asset: AssetState, parameters: Parameters) => After;
  /** What of an asset is another thing afterwards, in words that people compare. */
  readonly changes: (
    asset: Asset,
    parameters: Parameters,
    facts: ChangeFacts,
  ) => readonly AssetChange[];
  /** The open flaws that it closes. @default none */
  readonly closes?: (asset: Asset, parameters: Parameters) => readonly string[];
  /** What is said of parameters that don't fit, where the fault's own words don't tell it. */
  readonly misfit?: (asset: AssetState) => string;
}

/** An action with parameters that its schema has parsed. */
export interface BoundAction {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly eligibility: (asset: Asset, facts: FleetFacts) => Eligibility;
  readonly after: (asset: AssetState) => After;
}

/** An action as the catalogue lists it, whatever its parameters are. */
export interface CatalogueAction extends Omit<
  Action<never>,
  'parameters' | 'eligibility' | 'after' | 'misfit' | 'touchedTags' | 'changes' | 'closes'
> {
  readonly parameters: z.ZodType;
  /** Parses parameters from outside; null when they don't fit the action. */
  readonly bind: (parameters: unknown) => BoundAction | null;
  /** What the action makes of an asset's state; refused where the parameters don't fit it. */
  readonly after: (asset: AssetState, parameters: unknown) => After;
  /** What the action makes of an asset, as people are told; nothing where the parameters don't fit it. */
  readonly effectOn: (asset: Asset, parameters: unknown, facts: ChangeFacts) => AssetEffect;
  /** The digest of what the action touches of an asset; null where an asset doesn't show it. */
  readonly touched: (asset: Pick<Asset, AssetAspect>, parameters: unknown) => Digest | null;
}

export const defineAction = <Parameters extends Readonly<Record<string, unknown>>>({
  misfit,
  touchedTags,
  changes,
  closes,
  ...action
}: Action<Parameters>): CatalogueAction => ({
  ...action,
  bind: (given) => {
    const parsed = action.parameters.safeParse(given);
    if (!parsed.success) return null;
    return {
      parameters: parsed.data,
      eligibility: (asset, facts) => action.eligibility(asset, parsed.data, facts),
      after: (asset) => action.after(asset, parsed.data),
    };
  },
  after: (asset, given) => {
    const parsed = action.parameters.safeParse(given);
    if (parsed.success) return action.after(asset, parsed.data);
    return { refused: misfit?.(asset) ?? misfitOf(parsed.error) };
  },
  effectOn: (asset, given, facts) => {
    const parsed = action.parameters.safeParse(given);
    if (!parsed.success) return noEffect;
    return toldEffect({
      changes: changes(asset, parsed.data, facts),
      cve_ids: closes?.(asset, parsed.data) ?? [],
    });
  },
  touched: (asset, given) => {
    const parsed = action.parameters.safeParse(given);
    if (action.touches === null || !parsed.success) return null;
    const tags = touchedTags?.(parsed.data) ?? [];
    return touchedDigestOf(asset, { aspects: action.touches, tags });
  },
});

/** What tells which golden image is an asset's. */
type ImagePlace = Pick<Asset, 'role' | 'platform' | 'environment' | 'architecture' | 'region'>;

const fits = (wanted: string | undefined, own: string | undefined): boolean =>
  wanted === undefined || wanted === own;

/** The golden image of the asset's place; an image of another region or architecture is none of its. */
export const goldenImageOf = (asset: ImagePlace, facts: FleetFacts): GoldenImage | null =>
  facts.goldenImages.find(
    (image) =>
      image.role === asset.role &&
      image.platform === asset.platform &&
      fits(image.environment, asset.environment) &&
      fits(image.architecture, asset.architecture) &&
      fits(image.region, asset.region),
  ) ?? null;
