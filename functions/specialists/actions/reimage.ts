import * as z from 'zod';
import { defineAction, goldenImageOf } from '../../domain/action/action.ts';
import type {
  Eligibility,
  FleetFacts,
  Resolution,
  ResolveRequest,
} from '../../domain/action/action.ts';
import { whenIn } from '../../domain/action/after.ts';
import type { AssetState } from '../../domain/action/after.ts';
import { excluded, satisfied, whenRunning } from '../../domain/action/eligibility.ts';
import type { Asset } from '../../domain/fleet/asset.ts';
import { jsonRecord } from '../../domain/shared/json-object.ts';
import { compareText } from '../../domain/shared/text-order.ts';
import { ImageId } from './parameter-schemas.ts';

/** A fleet of several roles or platforms has an image for each, under `<role>/<platform>`. */
const Parameters = z
  .union([z.strictObject({ image: ImageId }), z.strictObject({ images: jsonRecord(ImageId) })])
  .readonly();

const placeOf = ({ role, platform }: Pick<Asset, 'role' | 'platform'>): string =>
  `${role}/${platform}`;

/** Whether the asset runs another image than its golden one. */
export const drifted = (asset: Asset, facts: FleetFacts): Eligibility => {
  const golden = goldenImageOf(asset, facts);
  if (golden === undefined)
    return excluded(`There is no golden image for ${asset.role} on ${asset.platform}.`);
  return asset.image === golden.image
    ? satisfied('The asset already runs the golden image.')
    : whenRunning(asset);
};

/** The golden images come from inventory; whatever image a proposal names is left out. */
const goldenImages = ({ assets, facts }: ResolveRequest): Resolution => {
  const images = new Map<string, string>();
  for (const asset of assets) {
    const golden = goldenImageOf(asset, facts);
    if (golden !== undefined && drifted(asset, facts).kind === 'eligible')
      images.set(placeOf(asset), golden.image);
  }
  const different = [...new Set(images.values())];
  const parameters =
    different.length === 1
      ? { image: different[0] }
      : {
          images: Object.fromEntries(
            [...images].sort(([left], [right]) => compareText(left, right)),
          ),
        };
  return Parameters.safeParse(parameters).success
    ? { kind: 'parameters', parameters }
    : { kind: 'refused', reason: 'A golden image has a name that can’t be used.' };
};

const imageFor = (
  asset: AssetState,
  parameters: z.output<typeof Parameters>,
): string | undefined => {
  if ('image' in parameters) return parameters.image;
  const { images } = parameters;
  const place = placeOf(asset);
  return Object.hasOwn(images, place) ? images[place] : undefined;
};

const noImage = ({ role, platform }: AssetState): string =>
  `invalid: no image for ${role} on ${platform}`;

export const reimage = defineAction({
  type: 'reimage',
  description: 'Replaces the root volume from the golden image of the role and platform.',
  parameters: Parameters,
  undo: 'exact',
  policies: ['production_safety'],
  captures: ['image', 'root volume', 'patch state', 'version'],
  rollback_method: 'Replace the root volume by the one that was captured before.',
  drains: true,
  verifies: 'The asset runs the golden image.',
  eligibility: (asset, _parameters, facts) => drifted(asset, facts),
  resolve: goldenImages,
  touches: ['image'],
  after: (asset, parameters) => {
    const image = imageFor(asset, parameters);
    if (image === undefined) return { refused: noImage(asset) };
    return whenIn('running', asset, () => ({
      changed: { image },
      output: `Root volume replaced: ${asset.image} to ${image}`,
    }));
  },
  misfit: noImage,
});
