import type { FleetAsset, FleetGoldenImage, FleetPlatform } from './fleet-asset.ts';
import { FleetFileError } from './fleet-file-error.ts';

interface Named {
  readonly role: string;
  readonly platform: FleetPlatform | null;
  readonly image: string;
}

const setting = 'GOLDEN_IMAGES';
const entryPattern =
  /^([A-Za-z0-9][A-Za-z0-9_.-]{0,63})(?:\/(linux|windows))?\s*=\s*([A-Za-z0-9][A-Za-z0-9_.-]{0,127})$/i;

const platformNamed = (word: string | undefined): FleetPlatform | null => {
  if (word === undefined) return null;
  return word.toLowerCase() === 'windows' ? 'windows' : 'linux';
};

const shape = 'expected role=ami or role/platform=ami';

const readEntry = (entry: string): Named | null => {
  const [, role, platform, image] = entryPattern.exec(entry) ?? [];
  if (role === undefined || image === undefined) return null;
  return { role: role.toLowerCase(), platform: platformNamed(platform), image };
};

const entriesOf = (text: string): readonly string[] =>
  text.trim() === '' ? [] : text.split(',').map((entry) => entry.trim());

const isSamePlace = (left: Named, right: Named): boolean =>
  left.role === right.role && left.platform === right.platform;

export interface GoldenImageFault {
  /** Counted from 1. */
  readonly entry: number;
  readonly fault: string;
}

/** What is wrong with the text by itself, before any fleet is looked at; two images for one place are. */
export const goldenImageFaults = (text: string): readonly GoldenImageFault[] => {
  const entries = entriesOf(text);
  const read = entries.map(readEntry);
  return entries.flatMap((entry, index) => {
    const own = read[index];
    if (!own) return [{ entry: index + 1, fault: entry === '' ? 'is empty' : shape }];
    const first = read.findIndex((other) => other !== null && isSamePlace(other, own));
    return first === index
      ? []
      : [{ entry: index + 1, fault: `entry ${first + 1} names an image for the same machines` }];
  });
};

/** `role=ami` or `role/platform=ami`, separated by commas. @throws FleetFileError naming the entry. */
const parseNamed = (text: string): readonly Named[] => {
  const [first] = goldenImageFaults(text);
  if (first !== undefined) throw new FleetFileError(setting, `entry ${first.entry}`, first.fault);
  return entriesOf(text).flatMap((entry) => readEntry(entry) ?? []);
};

const groupBy = <Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): ReadonlyMap<Key, readonly Item[]> => {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
};

const mostCommonImage = (assets: readonly FleetAsset[]): { image: string; count: number } => {
  const counts = new Map<string, number>();
  for (const { image } of assets) counts.set(image, (counts.get(image) ?? 0) + 1);
  const ranked = [...counts].sort(
    ([left, leftCount], [right, rightCount]) =>
      rightCount - leftCount || (left < right ? -1 : left > right ? 1 : 0),
  );
  const [image, count] = ranked[0] ?? ['', 0];
  return { image, count };
};

/** The entry for the role and platform; one without a platform counts where only one can be meant. */
const namedFor = (
  named: readonly Named[],
  members: readonly FleetAsset[],
  platform: FleetPlatform,
): Named | undefined => {
  const exact = named.find((entry) => entry.platform === platform);
  const open = named.find((entry) => entry.platform === null);
  if (exact !== undefined || open === undefined) return exact;
  const unnamed = members.filter((asset) =>
    named.every((entry) => entry.platform !== asset.platform),
  );
  if (unnamed.every((asset) => asset.platform === platform)) return open;
  const runningIt = unnamed.filter((asset) => asset.image === open.image);
  if (runningIt.some((asset) => asset.platform === platform)) return open;
  if (runningIt.length > 0) return undefined;
  const fault = `the role runs on linux and windows: say ${open.role}/linux or ${open.role}/windows`;
  throw new FleetFileError(setting, open.role, fault);
};

const refuseUnknownRoles = (
  named: readonly Named[],
  byRole: ReadonlyMap<string, readonly FleetAsset[]>,
): void => {
  const unknown = named.find((entry) => !byRole.has(entry.role));
  if (unknown === undefined) return;
  const known = [...byRole.keys()].sort().join(', ') || 'none';
  throw new FleetFileError(setting, unknown.role, `no instance has the role; known are: ${known}`);
};

export interface ResolvedGoldenImages {
  readonly images: readonly FleetGoldenImage[];
  readonly assumptions: readonly string[];
}

/**
 * The golden image of each role and platform of the fleet: the one that `GOLDEN_IMAGES` names, else
 * the most common one (of equally common ones the first by name), as a stated assumption.
 * @throws FleetFileError when an entry is malformed, of an unknown role or ambiguous.
 */
export const resolveGoldenImages = (
  assets: readonly FleetAsset[],
  text: string,
): ResolvedGoldenImages => {
  const byRole = groupBy(assets, (asset) => asset.role);
  const named = parseNamed(text);
  refuseUnknownRoles(named, byRole);
  const images: FleetGoldenImage[] = [];
  const assumptions: string[] = [];
  for (const [role, members] of byRole) {
    const ofRole = named.filter((entry) => entry.role === role);
    for (const [platform, peers] of groupBy(members, (asset) => asset.platform)) {
      const entry = namedFor(ofRole, members, platform);
      const common = mostCommonImage(peers);
      const share = `${common.count} of ${peers.length}`;
      const image = entry?.image ?? common.image;
      const source = entry === undefined ? `most common image of the role (${share})` : setting;
      images.push({ role, platform, image, source });
      if (entry === undefined) {
        assumptions.push(
          `The golden image of ${role} on ${platform} is taken to be ${image}, the most common one (${share}).`,
        );
      }
    }
  }
  return { images, assumptions };
};
