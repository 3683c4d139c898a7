import { roleOf } from '../../../functions/domain/fleet/fleet-words.ts';
import type { FleetWords } from '../../../functions/domain/fleet/fleet-words.ts';
import type { FleetPlatform } from './fleet-asset.ts';
import { FleetFileError } from './fleet-file-error.ts';

export const goldenSetting = 'GOLDEN_IMAGES';

/** One entry of GOLDEN_IMAGES; null where it does not say. */
export interface NamedImage {
  /** Counted from 1. */
  readonly entry: number;
  readonly role: string;
  readonly platform: FleetPlatform | null;
  readonly region: string | null;
  readonly image: string;
}

const entryPattern =
  /^([A-Za-z0-9][A-Za-z0-9_.-]{0,63})(?:\/(linux|windows))?(?:@([a-z]{2}[a-z-]*-[0-9]{1,2}))?\s*=\s*([A-Za-z0-9][A-Za-z0-9_.-]{0,127})$/i;

const platformNamed = (word: string | undefined): FleetPlatform | null => {
  if (word === undefined) return null;
  return word.toLowerCase() === 'windows' ? 'windows' : 'linux';
};

const shape =
  'expected role=ami, role/platform=ami or role@region=ami, for example web@eu-west-1=ami-0123456789abcdef0';

const readEntry = (text: string, index: number): NamedImage | null => {
  const [, role, platform, region, image] = entryPattern.exec(text) ?? [];
  if (role === undefined || image === undefined) return null;
  return {
    entry: index + 1,
    role: role.toLowerCase(),
    platform: platformNamed(platform),
    region: region?.toLowerCase() ?? null,
    image,
  };
};

const entriesOf = (text: string): readonly string[] =>
  text.trim() === '' ? [] : text.split(',').map((entry) => entry.trim());

const isSamePlace = (left: NamedImage, right: NamedImage): boolean =>
  left.role === right.role && left.platform === right.platform && left.region === right.region;

export interface GoldenImageFault {
  /** Counted from 1. */
  readonly entry: number;
  readonly fault: string;
}

const faultsOf = (
  entries: readonly string[],
  read: readonly (NamedImage | null)[],
): readonly GoldenImageFault[] =>
  entries.flatMap((text, index) => {
    const own = read[index];
    if (!own) return [{ entry: index + 1, fault: text === '' ? 'is empty' : shape }];
    const first = read.findIndex((other) => other !== null && isSamePlace(other, own));
    return first === index
      ? []
      : [{ entry: index + 1, fault: `entry ${first + 1} names an image for the same machines` }];
  });

/** What is wrong with the text by itself, before any fleet is looked at; two images for one place are. */
export const goldenImageFaults = (text: string): readonly GoldenImageFault[] => {
  const entries = entriesOf(text);
  return faultsOf(entries, entries.map(readEntry));
};

/**
 * `role=ami`, `role/platform=ami`, `role@region=ami`, separated by commas; roles by their vocabulary.
 * @throws FleetFileError naming the entry.
 */
export const readNamedImages = (text: string, words: FleetWords): readonly NamedImage[] => {
  const entries = entriesOf(text);
  const named = entries
    .map(readEntry)
    .map((one) => one && { ...one, role: roleOf(one.role, words) ?? one.role });
  const [first] = faultsOf(entries, named);
  if (first !== undefined) {
    throw new FleetFileError(goldenSetting, `entry ${first.entry}`, first.fault);
  }
  return named.filter((one) => one !== null);
};
