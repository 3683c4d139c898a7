import * as z from 'zod';
import type { Captured } from '../../application/execution/fleet-ports.ts';
import type { AssetAspect } from '../../domain/action/after.ts';
import type { Asset } from '../../domain/fleet/asset.ts';
import type { PlannedAction } from '../../domain/plan/plan.ts';
import { canonicalJson } from '../../domain/shared/canonical.ts';
import { Digest } from '../../domain/shared/ids.ts';
import { jsonRecord } from '../../domain/shared/json-object.ts';
import { cleanAsset } from './clean-asset.ts';
import { actionNamed } from '../../specialists/actions/list.ts';

/*
 * The agent stores assets and knows no action: what an action makes of an asset is the action's own
 * word, and is sent as what is to change.
 */

/** Tags to set, and with null to take off. */
type TagChanges = Readonly<Record<string, string | null>>;

type Fields = Partial<Pick<Asset, Exclude<AssetAspect, 'tags'>>>;

/** What the agent is to make of an asset, or why nothing; `version` is one to give back. */
export type AssetChange =
  | {
      readonly set: Fields;
      readonly tags: TagChanges;
      readonly version?: string;
      readonly output: string;
    }
  | { readonly refused: string };

type Asked = Pick<PlannedAction, 'type' | 'parameters'>;

const valueOf = (tags: Asset['tags'], name: string): string | null =>
  Object.hasOwn(tags, name) ? (tags[name] ?? null) : null;

/** The names whose values differ, with the value that each has afterwards; null where it has none. */
const tagChanges = (from: Asset['tags'], to: Asset['tags']): TagChanges =>
  Object.fromEntries(
    [...new Set([...Object.keys(from), ...Object.keys(to)])]
      .filter((name) => valueOf(from, name) !== valueOf(to, name))
      .map((name) => [name, valueOf(to, name)]),
  );

/** What the action makes of the asset as it is. */
export const changeOf = (asset: Asset, action: Asked): AssetChange => {
  const known = actionNamed(action.type);
  if (known === null) {
    return { refused: `invalid: a simulated fleet has no action "${action.type}"` };
  }
  const after = known.after(asset, action.parameters);
  if ('refused' in after) return after;
  const { tags = asset.tags, ...set } = after.changed;
  return { set, tags: tagChanges(asset.tags, tags), output: after.output };
};

/** The digest of what the action touches of the asset, with its owner's words as inventory shows them. */
export const touchedOf = (asset: Asset, action: Asked): Digest | null =>
  actionNamed(action.type)?.touched(cleanAsset(asset), action.parameters) ?? null;

/**
 * The state before an action, with digests of what it touches before and after. Of the tags it has
 * those that the action sets, so that an undo leaves others' alone.
 */
export const capturedOf = (asset: Asset, action: Asked): Captured => {
  const { image, patch_state, missing_cves, state, version } = asset;
  const known = actionNamed(action.type);
  const after = known?.after(asset, action.parameters);
  const changed = after && 'changed' in after ? after.changed : {};
  const { tags } = changed;
  const [touched, touchedAfter] = [
    touchedOf(asset, action),
    touchedOf({ ...asset, ...changed }, action),
  ];
  return {
    ...{ image, patch_state, missing_cves: [...missing_cves], state, version },
    ...(tags === undefined ? {} : { tags: tagChanges(tags, asset.tags) }),
    ...(touched === null ? {} : { touched_digest: touched, touched_after: touchedAfter }),
  };
};

const CapturedState = z.object({
  image: z.string(),
  patch_state: z.enum(['current', 'missing', 'unknown']),
  missing_cves: z.array(z.string()),
  state: z.enum(['running', 'stopped']),
  version: z.string(),
  tags: jsonRecord(z.string().nullable()).optional(),
  touched_after: Digest.optional(),
});

/** Whether what the action touched of the asset still is as the action left it. */
export const isAsLeft = (asset: Asset, before: Captured, action: Asked): boolean => {
  const { touched_after: left } = CapturedState.safeParse(before).data ?? {};
  return left !== undefined && touchedOf(asset, action) === left;
};

/**
 * What takes the action back: just what it touches is as it was captured. The asset gets its version
 * back where it then is as it was, and a new one where something else of it has changed meanwhile.
 */
export const undoOf = (
  before: Captured,
  action: Pick<Asked, 'type'>,
  asset: Asset | null,
): AssetChange => {
  const captured = CapturedState.safeParse(before);
  if (!captured.success) {
    return { refused: 'invalid: an undo needs the state that was captured before' };
  }
  const { tags = {}, version, image, patch_state, missing_cves, state } = captured.data;
  const fields = { image, patch_state, missing_cves, state };
  const touches: readonly string[] = actionNamed(action.type)?.touches ?? [];
  const set: Fields = Object.fromEntries(
    Object.entries(fields).filter(([aspect]) => touches.includes(aspect)),
  );
  const differs = ([aspect, value]: [string, unknown]): boolean =>
    asset !== null &&
    !touches.includes(aspect) &&
    canonicalJson(value) !== canonicalJson(asset[aspect as keyof Fields]);
  const isWhole = !Object.entries(fields).some(differs);
  const output = `Restored the state of ${version}`;
  return { set, tags, ...(isWhole && { version }), output };
};
