import type { FleetWords } from '../../../functions/domain/fleet/fleet-words.ts';
import type {
  FleetAsset,
  FleetEnvironment,
  FleetGoldenImage,
  FleetPlatform,
} from './fleet-asset.ts';
import { FleetFileError } from './fleet-file-error.ts';
import { goldenSetting, readNamedImages } from './named-images.ts';
import type { NamedImage } from './named-images.ts';

/** Machines that one image can be for: images don't cross regions, platforms or architectures. */
interface Place {
  readonly role: string;
  readonly platform: FleetPlatform;
  readonly architecture: string | undefined;
  readonly region: string;
  readonly assets: readonly FleetAsset[];
}

const placesOf = (assets: readonly FleetAsset[]): readonly Place[] => {
  const places = new Map<string, Place & { readonly assets: FleetAsset[] }>();
  for (const asset of assets) {
    const { role, platform, architecture, region } = asset;
    if (role === null) continue;
    const key = JSON.stringify([role, platform, architecture, region]);
    const place = places.get(key);
    if (place === undefined) {
      places.set(key, { role, platform, architecture, region, assets: [asset] });
    } else place.assets.push(asset);
  }
  return [...places.values()];
};

const shownPlace = ({ role, platform, architecture, region }: Place): string =>
  `${role} on ${platform}${architecture === undefined ? '' : ` (${architecture})`} in ${region}`;

const covers = (entry: NamedImage, place: Place): boolean =>
  entry.role === place.role &&
  (entry.platform === null || entry.platform === place.platform) &&
  (entry.region === null || entry.region === place.region);

const sharesImages = (left: Place, right: Place): boolean =>
  left.platform === right.platform &&
  left.architecture === right.architecture &&
  left.region === right.region;

const exactness = ({ platform, region }: NamedImage): number =>
  Number(platform !== null) + Number(region !== null);

const listed = (words: Iterable<string>): string => [...new Set(words)].sort().join(' and ');

const refuse = (entry: NamedImage, fault: string): never => {
  throw new FleetFileError(goldenSetting, entry.role, fault);
};

const ambiguity = (entry: NamedImage, places: readonly Place[]): string => {
  const { role } = entry;
  const platforms = [...new Set(places.map(({ platform }) => platform))].sort();
  if (platforms.length > 1)
    return `the role runs on ${platforms.join(' and ')}: say ${platforms.map((one) => `${role}/${one}`).join(' or ')}`;
  const regions = [...new Set(places.map(({ region }) => region))].sort();
  if (regions.length > 1)
    return `the role runs in ${regions.join(' and ')}, and an image is in one region: say ${regions.map((one) => `${role}@${one}`).join(' or ')}`;
  const architectures = listed(places.map(({ architecture }) => architecture ?? 'an unknown one'));
  return `the role runs on the architectures ${architectures}, and no machine tells of which the image is`;
};

/**
 * The places that the entry is for. An image that machines run is for where they are, and for no
 * other region, platform or architecture; one that none runs is for the only place that is left to it.
 * @throws FleetFileError where several are, or none.
 */
const placesFor = (
  entry: NamedImage,
  named: readonly NamedImage[],
  places: readonly Place[],
): readonly Place[] => {
  const open = places.filter(
    (place) =>
      covers(entry, place) &&
      !named.some((other) => covers(other, place) && exactness(other) > exactness(entry)),
  );
  const running = places.filter(({ assets }) => assets.some(({ image }) => image === entry.image));
  if (running.length > 0) {
    const fitting = open.filter((place) => running.some((one) => sharesImages(one, place)));
    return fitting.length > 0
      ? fitting
      : refuse(
          entry,
          `${entry.image} is run by ${listed(running.map(shownPlace))}, and no machine that the entry names is there`,
        );
  }
  return open.length > 1 ? refuse(entry, ambiguity(entry, open)) : open;
};

const refuseUnknownRoles = (named: readonly NamedImage[], places: readonly Place[]): void => {
  const roles = new Set(places.map(({ role }) => role));
  const unknown = named.find((entry) => !roles.has(entry.role));
  if (unknown === undefined) return;
  const known = [...roles].sort().join(', ') || 'none';
  refuse(unknown, `no instance has the role; known are: ${known}`);
};

const ladder: readonly FleetEnvironment[] = ['development', 'staging', 'production'];

/** The image that most running machines of the environment, and those above it, run; else why none. */
const commonImage = (
  { assets }: Place,
  environment: FleetEnvironment,
): Pick<FleetGoldenImage, 'image' | 'source'> => {
  const above = ladder.slice(ladder.indexOf(environment));
  const running = assets.filter(
    (asset) => asset.state === 'running' && above.includes(asset.environment),
  );
  const counts = new Map<string, number>();
  for (const { image } of running) counts.set(image, (counts.get(image) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  const first = [...counts].filter(([, count]) => count === most).map(([image]) => image);
  const [image = null] = first;
  if (image === null)
    return { image, source: `no machine of it runs in ${above.join(' or ')} to take one from` };
  const share = `${most} of ${running.length}`;
  return first.length > 1
    ? { image: null, source: `${listed(first)} are equally common (${share} each)` }
    : { image, source: `most common image of the role (${share})` };
};

/** One for all environments of the place where they agree, else one for each. */
const commonImages = (place: Place): readonly FleetGoldenImage[] => {
  const { role, platform, architecture, region } = place;
  const own = { role, platform, ...(architecture !== undefined && { architecture }), region };
  const present = ladder.filter((environment) =>
    place.assets.some((asset) => asset.environment === environment),
  );
  const found = present.map((environment) => ({ environment, ...commonImage(place, environment) }));
  const [first] = found;
  return first !== undefined && found.every(({ image }) => image !== null && image === first.image)
    ? [{ ...own, image: first.image, source: first.source }]
    : found.map((one) => ({ ...own, ...one }));
};

const assumptionOf = (golden: FleetGoldenImage): string => {
  const { role, platform, architecture, region, environment, image, source } = golden;
  const place =
    `${role} on ${platform}${architecture === undefined ? '' : ` (${architecture})`}` +
    ` in ${region ?? 'every region'}${environment === undefined ? '' : ` in ${environment}`}`;
  return image === null
    ? `There is no golden image of ${place}: ${source}.`
    : `The golden image of ${place} is taken to be ${image}: ${source}.`;
};

export interface ResolvedGoldenImages {
  readonly images: readonly FleetGoldenImage[];
  readonly assumptions: readonly string[];
}

/**
 * The golden image of each place where machines of a role are: the one that `GOLDEN_IMAGES` names,
 * else the most common one of running machines of the environment or above, as a stated assumption. A
 * tie is none, and says so.
 * @throws FleetFileError when an entry is malformed, of an unknown role or ambiguous.
 */
export const resolveGoldenImages = (
  assets: readonly FleetAsset[],
  text: string,
  words: FleetWords,
): ResolvedGoldenImages => {
  const places = placesOf(assets);
  const named = readNamedImages(text, words);
  refuseUnknownRoles(named, places);
  const imageOf = new Map<Place, string>();
  for (const entry of [...named].sort((left, right) => exactness(left) - exactness(right))) {
    for (const place of placesFor(entry, named, places)) imageOf.set(place, entry.image);
  }
  const images = places.flatMap((place): readonly FleetGoldenImage[] => {
    const image = imageOf.get(place);
    if (image === undefined) return commonImages(place);
    const { role, platform, architecture, region } = place;
    const own = { role, platform, ...(architecture !== undefined && { architecture }), region };
    return [{ ...own, image, source: goldenSetting }];
  });
  const guessed = images.filter(({ source }) => source !== goldenSetting);
  return { images, assumptions: guessed.map(assumptionOf) };
};
