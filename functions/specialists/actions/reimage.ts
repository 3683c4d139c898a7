import * as z from 'zod';
import { defineAction, goldenImageOf } from '../../domain/action/action.ts';
import { choosesNothing } from '../../domain/action/honours.ts';
import type {
  Eligibility,
  FleetFacts,
  Resolution,
  ResolveRequest,
} from '../../domain/action/action.ts';
import { whenIn } from '../../domain/action/after.ts';
import type { AssetState } from '../../domain/action/after.ts';
import { excluded, satisfied, whenRunning } from '../../domain/action/eligibility.ts';
import type { Asset, GoldenImage } from '../../domain/fleet/asset.ts';
import { cleanText } from '../../domain/task/clean-text.ts';
import { jsonRecord } from '../../domain/shared/json-object.ts';
import { compareText } from '../../domain/shared/text-order.ts';
import { ImageId } from './parameter-schemas.ts';

/**
 * A fleet of several roles or platforms has an image for each, under `<role>/<platform>`, and where
 * these differ by place under `<role>/<platform>[/<architecture>]@<region>`.
 */
const Parameters = z
  .union([
    z.strictObject({ image: ImageId }),
    z.strictObject({ images: jsonRecord(ImageId) }),
    /** The image that the request named, in place of the golden one. */
    z.strictObject({ image: ImageId, requested: z.literal(true) }),
  ])
  .readonly();

const byKey = ([left]: [string, string], [right]: [string, string]): number =>
  compareText(left, right);

type ImagePlace = Pick<AssetState, 'role' | 'platform' | 'architecture' | 'region'>;

const kindOf = ({ role, platform }: ImagePlace): string => `${role ?? ''}/${platform}`;

const placeOf = (asset: ImagePlace): string =>
  `${kindOf(asset)}${asset.architecture === undefined ? '' : `/${asset.architecture}`}@${asset.region}`;

/** The kinds of assets whose images are the same everywhere are told without their places. */
const byKind = (images: ReadonlyMap<string, string>): Record<string, string> => {
  const kindOfPlace = (place: string): string => place.split(/[/@]/u, 2).join('/');
  return Object.fromEntries(
    [...images]
      .map(([place, image]): [string, string] => {
        const kind = kindOfPlace(place);
        const same = [...images].every(
          ([other, one]) => kindOfPlace(other) !== kind || one === image,
        );
        return [same ? kind : place, image];
      })
      .sort(byKey),
  );
};

const noGoldenImage = (
  { role, platform }: Asset,
  looked: Pick<GoldenImage, 'source'> | null,
): string => {
  if (role === null) return 'There is no golden image for an asset without a role.';
  const why = looked === null ? '' : `: ${looked.source}`;
  return `There is no golden image for ${role} on ${platform}${why}.`;
};

/** Whether the asset runs another image than its golden one. */
export const drifted = (asset: Asset, facts: FleetFacts): Eligibility => {
  const golden = goldenImageOf(asset, facts);
  if (golden === null || golden.image === null) {
    return excluded(noGoldenImage(asset, golden));
  }
  return asset.image === golden.image
    ? satisfied('The asset already runs the golden image.')
    : whenRunning(asset);
};

/** The golden images come from inventory; whatever image a proposal names is left out. */
const goldenImages = ({ assets, facts }: ResolveRequest): Resolution => {
  const images = new Map<string, string>();
  for (const asset of assets) {
    const golden = goldenImageOf(asset, facts);
    const image = golden?.image ?? null;
    if (image !== null && drifted(asset, facts).kind === 'eligible')
      images.set(placeOf(asset), image);
  }
  const different = [...new Set(images.values())];
  const parameters = different.length === 1 ? { image: different[0] } : { images: byKind(images) };
  return Parameters.safeParse(parameters).success
    ? { kind: 'parameters', parameters }
    : { kind: 'refused', reason: 'A golden image has a name that can’t be used.' };
};

/** An image that the request names has to be one that inventory vouches for on each asset. */
const requestedImage = ({ assets, facts }: ResolveRequest, image: string): Resolution => {
  const { goldenImages: golden, running = [] } = facts;
  const fits = (asset: Asset): boolean =>
    golden.some(
      (one) =>
        one.image === image &&
        kindOf({ ...one, region: asset.region }) === kindOf(asset) &&
        (one.architecture ?? asset.architecture) === asset.architecture &&
        (one.region ?? asset.region) === asset.region,
    ) || running.some((one) => one.image === image && placeOf(one) === placeOf(asset));
  const strange = assets.find((asset) => !fits(asset));
  return strange === undefined
    ? { kind: 'parameters', parameters: { image, requested: true } }
    : {
        kind: 'refused',
        reason: `The image ${cleanText(image, 128)} is not known for ${strange.role ?? 'an asset without a role'} on ${strange.platform} in ${strange.region}: it is not golden, and no asset there runs it.`,
      };
};

const resolveImage = (request: ResolveRequest): Resolution => {
  const { image } = request.constraints;
  return image === undefined ? goldenImages(request) : requestedImage(request, image);
};

const runsRequested = (asset: Asset, image: string): Eligibility =>
  asset.image === image
    ? satisfied('The asset already runs the requested image.')
    : whenRunning(asset);

const imageFor = (asset: AssetState, parameters: z.output<typeof Parameters>): string | null => {
  if ('image' in parameters) return parameters.image;
  const { images } = parameters;
  const place = [placeOf(asset), kindOf(asset)].find((one) => Object.hasOwn(images, one));
  return place === undefined ? null : (images[place] ?? null);
};

const noImage = ({ role, platform }: AssetState): string =>
  `invalid: no image for ${role ?? 'an asset without a role'} on ${platform}`;

export const reimage = defineAction({
  type: 'reimage',
  description: 'Replaces the root volume from the golden image of the role and platform.',
  effect: 'Reimaging replaces the root volume and restarts the machine',
  honours: { ...choosesNothing, image: true, reboot: ['if_needed', 'always'] },
  parameters: Parameters,
  undo: 'exact',
  policies: ['production_safety'],
  captures: ['image', 'root volume', 'patch state', 'version'],
  rollback_method: 'Replace the root volume by the one that was captured before.',
  drains: true,
  verifies: 'The asset runs the golden image.',
  eligibility: (asset, parameters, facts) =>
    'requested' in parameters ? runsRequested(asset, parameters.image) : drifted(asset, facts),
  resolve: resolveImage,
  touches: ['image'],
  changes: (asset, parameters) => {
    const image = imageFor(asset, parameters);
    return image === null ? [] : [{ field: 'image', from: asset.image, to: image }];
  },
  after: (asset, parameters) => {
    const image = imageFor(asset, parameters);
    if (image === null) return { refused: noImage(asset) };
    return whenIn('running', asset, () => ({
      changed: { image },
      output: `Root volume replaced: ${asset.image} to ${image}`,
    }));
  },
  misfit: noImage,
});
