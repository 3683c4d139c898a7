import * as z from 'zod';
import { JsonObject, jsonRecord } from '../../../functions/domain/shared/json-object.ts';
import type { AssetCondition, FleetAsset } from './fleet-asset.ts';

type Tags = Readonly<Record<string, string>>;
type Fields = Omit<AssetCondition, 'version'>;

/** What an action makes of an asset, or why it can't. */
export type Change =
  | { readonly fields: Fields; readonly tags: Tags; readonly output: string }
  | { readonly refused: string };

const needsState = (asset: FleetAsset, state: FleetAsset['state']): string | null =>
  asset.state === state ? null : `ineligible: the instance is ${asset.state}`;

const define =
  <Parameters>(
    schema: z.ZodType<Parameters>,
    state: FleetAsset['state'] | null,
    apply: (
      asset: FleetAsset,
      parameters: Parameters,
    ) => Partial<Fields & { tags: Tags }> & {
      output: string;
    },
  ) =>
  (asset: FleetAsset, given: unknown): Change => {
    const parsed = schema.safeParse(given);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return {
        refused: `invalid: parameters ${(issue?.path ?? []).join('.')}: ${issue?.message ?? ''}`,
      };
    }
    const refused = state === null ? null : needsState(asset, state);
    if (refused !== null) return { refused };
    const { output, tags, ...fields } = apply(asset, parsed.data);
    const { image, patch_state, missing_cves } = asset;
    return {
      fields: { image, patch_state, missing_cves, state: asset.state, ...fields },
      tags: tags ?? asset.tags,
      output,
    };
  };

const none = JsonObject.default({});

const Images = z.object({
  image: z.string().min(1).optional(),
  images: jsonRecord(z.string().min(1)).default({}),
});

/** The one image, or the one under `<role>/<platform>`. */
const imageFor = (asset: FleetAsset, parameters: unknown): string | undefined => {
  const parsed = Images.safeParse(parameters);
  if (!parsed.success) return undefined;
  const { image, images } = parsed.data;
  const key = `${asset.role}/${asset.platform}`;
  return image ?? (Object.hasOwn(images, key) ? images[key] : undefined);
};

const reimage = define(z.object({ image: z.string() }), 'running', (asset, { image }) => ({
  image,
  output: `Root volume replaced: ${asset.image} to ${image}`,
}));

const changes: Readonly<Record<string, (asset: FleetAsset, parameters: unknown) => Change>> = {
  reimage: (asset, parameters) => {
    // A fleet of several roles or platforms has an image for each.
    const image = imageFor(asset, parameters);
    return image === undefined
      ? { refused: `invalid: no image for ${asset.role} on ${asset.platform}` }
      : reimage(asset, { image });
  },
  patch: define(
    z.object({ cve_ids: z.array(z.string()).default([]) }),
    'running',
    (asset, { cve_ids }) => {
      const remaining =
        cve_ids.length === 0 ? [] : asset.missing_cves.filter((id) => !cve_ids.includes(id));
      const closed = asset.missing_cves.filter((id) => !remaining.includes(id));
      return {
        missing_cves: remaining,
        patch_state: remaining.length === 0 ? 'current' : 'missing',
        output: closed.length === 0 ? 'All patches installed' : `Closed ${closed.join(', ')}`,
      };
    },
  ),
  reboot: define(none, 'running', () => ({ output: 'Rebooted' })),
  stop: define(none, 'running', () => ({ state: 'stopped', output: 'Stopped' })),
  start: define(none, 'stopped', () => ({ state: 'running', output: 'Started' })),
  resize: define(
    z.object({ instance_type: z.string().min(1) }),
    'running',
    (asset, { instance_type }) => ({
      tags: { ...asset.tags, instance_type },
      output: `Resized to ${instance_type}`,
    }),
  ),
  run_document: define(z.object({ document: z.string().min(1) }), 'running', (_, { document }) => ({
    output: `Ran ${document}`,
  })),
  tag: define(
    z.object({ tags: jsonRecord(z.string(), z.string().min(1)) }),
    null,
    (asset, { tags }) => ({
      tags: { ...asset.tags, ...tags },
      output: `Set ${Object.keys(tags).sort().join(', ')}`,
    }),
  ),
};

/** What an action of the type makes of the asset; pure. */
export const changeAsset = (
  asset: FleetAsset,
  action: { readonly type: string; readonly parameters: unknown },
): Change => {
  const change = Object.hasOwn(changes, action.type) ? changes[action.type] : undefined;
  return change === undefined
    ? { refused: `invalid: a simulated fleet has no action "${action.type}"` }
    : change(asset, action.parameters);
};

/** What an undo needs to know, as `capture` wrote it before the action. */
export const Captured = z.object({
  image: z.string(),
  patch_state: z.enum(['current', 'missing', 'unknown']),
  missing_cves: z.array(z.string()),
  state: z.enum(['running', 'stopped']),
  version: z.string(),
  tags: jsonRecord(z.string()).optional(),
});
export type Captured = z.infer<typeof Captured>;

/** The state before an action; tags only where the action sets them, so that an undo leaves others' alone. */
export const capture = (asset: FleetAsset, actionType: string): Captured => ({
  image: asset.image,
  patch_state: asset.patch_state,
  missing_cves: [...asset.missing_cves],
  state: asset.state,
  version: asset.version,
  ...(actionType === 'tag' || actionType === 'resize' ? { tags: { ...asset.tags } } : {}),
});
