import { versionOf } from './asset-version.ts';
import type { FleetAsset, FleetDataset, FleetPlatform, UnmanagedInstance } from './fleet-asset.ts';
import { resolveGoldenImages } from './golden-images.ts';
import { readInstanceInformation, readInstances } from './read-aws-json.ts';
import { nameOf, placeOf } from './read-place.ts';
import type { Place, Tag } from './read-place.ts';
import type { Instance, InstanceInformation } from './read-aws-json.ts';

export interface FleetFiles {
  /** Path of the output of `aws ec2 describe-instances`. */
  readonly fleetFile: string;
  /** Path of the output of `aws ssm describe-instance-information`. */
  readonly ssmFile?: string | undefined;
  /** `role=ami` or `role/platform=ami`, separated by commas. */
  readonly goldenImages?: string | undefined;
}

const tagsOf = (instance: Instance): readonly Tag[] =>
  (instance.Tags ?? []).map(({ Key, Value }) => [Key, Value]);

const platformOf = (
  instance: Instance,
  information: InstanceInformation | undefined,
): FleetPlatform => {
  const words = [instance.Platform, instance.PlatformDetails, information?.PlatformType];
  return words.some((word) => /windows/i.test(word ?? '')) ? 'windows' : 'linux';
};

const known = (key: string, value: string | null | undefined) =>
  value === null || value === undefined ? {} : { [key]: value };

/** In lower case, as in `ubuntu 24.04`; nothing where Systems Manager didn't tell it. */
const platformVersionOf = ({
  PlatformName: name,
  PlatformVersion: version,
}: Partial<InstanceInformation>): string | null =>
  name ? `${name} ${version ?? ''}`.trim().toLowerCase() : null;

/** What the file says of where an instance is, and nothing where it says none. */
const networkOf = (instance: Instance, information: InstanceInformation | undefined) => {
  const addresses = [instance.PrivateIpAddress, instance.PublicIpAddress].flatMap(
    (address) => address ?? [],
  );
  const group = instance.Tags?.find(({ Key }) => Key === 'aws:autoscaling:groupName');
  return {
    ...known('account', instance.OwnerId),
    ...known('vpc', instance.VpcId),
    ...known('auto_scaling_group', group?.Value),
    ...(addresses.length > 0 && { addresses }),
    ...known('platform_version', platformVersionOf(information ?? {})),
  };
};

const assetOf = (
  instance: Instance,
  place: Place,
  information: InstanceInformation | undefined,
): FleetAsset => {
  const zone = instance.Placement?.AvailabilityZone ?? 'unknown';
  const condition = {
    image: instance.ImageId,
    patch_state: 'unknown' as const,
    missing_cves: [],
    state: instance.State.Name === 'running' ? ('running' as const) : ('stopped' as const),
  };
  return {
    asset_id: instance.InstanceId,
    name: nameOf(tagsOf(instance), instance.InstanceId),
    ...place,
    platform: platformOf(instance, information),
    region: /^[a-z]+(?:-[a-z]+)+-\d+/.exec(zone)?.[0] ?? zone,
    zone,
    ...networkOf(instance, information),
    ...condition,
    version: versionOf(1, condition),
    tags: Object.fromEntries(tagsOf(instance)),
  };
};

const isGone = (instance: Instance): boolean =>
  ['terminated', 'shutting-down'].includes(instance.State.Name);

const isBetweenStates = (instance: Instance): boolean =>
  ['pending', 'stopping'].includes(instance.State.Name);

const someIds = (ids: readonly string[]): string =>
  ids.slice(0, 10).join(', ') + (ids.length > 10 ? ` and ${ids.length - 10} more` : '');

const counted = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`;

const statedAssumptions = (facts: {
  readonly complete: boolean;
  readonly between: readonly Instance[];
  readonly unmanaged: readonly UnmanagedInstance[];
}): readonly string[] => {
  const { complete, between, unmanaged } = facts;
  const said = [
    'The fleet is a file: actions are simulated and change no real instance.',
    'The file does not tell which patches are installed: an instance of unknown patch state is taken to need patching.',
  ];
  if (!complete) {
    said.push('The file has a NextToken: it is one page of the fleet, and the rest is not seen.');
  }
  if (between.length > 0) {
    said.push(
      `${counted(between.length, 'instance', 'instances')} pending or stopping count as stopped: ${someIds(between.map((instance) => instance.InstanceId))}.`,
    );
  }
  if (unmanaged.length > 0) {
    said.push(
      `${counted(unmanaged.length, 'instance', 'instances')} without usable Environment and Role tags are unmanaged and never selected: ${someIds(unmanaged.map((instance) => instance.asset_id))}.`,
    );
  }
  return said;
};

/**
 * The fleet of the files. Terminated instances are ignored; those without usable Environment and Role
 * tags are listed as unmanaged; stopped ones stay, with their state.
 * @throws FleetFileError with the place of the fault, when a file or `goldenImages` is malformed.
 */
export const fileDataset = (files: FleetFiles): FleetDataset => {
  const { instances, complete } = readInstances(files.fleetFile);
  const informations = files.ssmFile === undefined ? [] : readInstanceInformation(files.ssmFile);
  const informationById = new Map(informations.map((entry) => [entry.InstanceId, entry]));
  const assets: FleetAsset[] = [];
  const unmanaged: UnmanagedInstance[] = [];
  const present = instances.filter((instance) => !isGone(instance));
  for (const instance of present) {
    const place = placeOf(tagsOf(instance));
    if ('reason' in place) {
      const name = nameOf(tagsOf(instance), instance.InstanceId);
      unmanaged.push({ asset_id: instance.InstanceId, name, reason: place.reason });
    } else {
      assets.push(assetOf(instance, place, informationById.get(instance.InstanceId)));
    }
  }
  const golden = resolveGoldenImages(assets, files.goldenImages ?? '');
  const between = present.filter(isBetweenStates);
  return {
    kind: 'file',
    assets,
    goldenImages: golden.images,
    vulnerabilities: [],
    unmanaged,
    assumptions: [...statedAssumptions({ complete, between, unmanaged }), ...golden.assumptions],
    pingStatuses: new Map(
      informations.map((entry) => [entry.InstanceId, entry.PingStatus ?? 'unknown']),
    ),
    history: () => [],
  };
};
