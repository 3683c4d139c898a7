import type * as z from 'zod';
import type { Asset } from '../fleet/asset.ts';

/** What of an asset an action may change. */
export type AssetAspect = 'image' | 'patch_state' | 'missing_cves' | 'state' | 'tags';

/** What of an asset decides what an action makes of it. */
export type AssetState = Pick<Asset, AssetAspect | 'role' | 'platform' | 'architecture' | 'region'>;

/** What an action changes of an asset's state and what it says, or why it can't be carried out. */
export type After =
  | { readonly changed: Partial<Pick<AssetState, AssetAspect>>; readonly output: string }
  | { readonly refused: string };

/** Refuses where the machine is not in the state that the action needs. */
export const whenIn = (
  state: AssetState['state'],
  asset: AssetState,
  change: () => After,
): After =>
  asset.state === state ? change() : { refused: `ineligible: the instance is ${asset.state}` };

/** Changes nothing that a description of an asset shows, and says so. */
export const unchanged = (output: string): After => ({ changed: {}, output });

/** Of an action whose effect lies outside of what a description of an asset shows. */
export const notShown = (type: string): After => ({
  refused: `invalid: a simulated fleet has no action "${type}"`,
});

/** The first fault of parameters that don't fit. */
export const misfitOf = (error: z.ZodError): string => {
  const [issue] = error.issues;
  return `invalid: parameters ${(issue?.path ?? []).join('.')}: ${issue?.message ?? ''}`;
};
