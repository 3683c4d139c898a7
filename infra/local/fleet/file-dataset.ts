import { fleetWordsOf } from '../../../functions/domain/fleet/fleet-words.ts';
import type { FleetWords } from '../../../functions/domain/fleet/fleet-words.ts';
import { versionOf } from './asset-version.ts';
import type { FleetAsset, FleetDataset, FleetPlatform, UnmanagedInstance } from './fleet-asset.ts';
import { resolveGoldenImages } from './golden-images.ts';
import { fileAssumptions } from './file-assumptions.ts';
import { readAgents } from './read-agents.ts';
import { readInstances } from './read-aws-json.ts';
import { nameOf, placeOf } from './read-place.ts';
import type { Place, Tag } from './read-place.ts';
import type { Instance, InstanceInformation } from './read-aws-json.ts';

export interface FleetFiles {
  /** Paths of outputs of `aws ec2 describe-instances` between commas, or a folder of them. */
  readonly fleetFile: string;
  /** Paths of outputs of `aws ssm describe-instance-information`, likewise. */
  readonly ssmFile?: string | undefined;
  /** `role=ami`, `role/platform=ami` or `role@region=ami`, separated by commas. */
  readonly goldenImages?: string | undefined;
  /** What the words of tags mean. @default the product's own */
  readonly words?: FleetWords | undefined;
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

const known = (key: string, value: string | null) => (value === null ? {} : { [key]: value });

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
    ...known('account', instance.OwnerId ?? null),
    ...known('vpc', instance.VpcId ?? null),
    ...known('auto_scaling_group', group?.Value ?? null),
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
    ...(typeof instance.Architecture === 'string' && { architecture: instance.Architecture }),
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

/** Systems Manager's word on the agent; null where no whole list of agents tells it. */
const pingStatusOf = (
  information: InstanceInformation | undefined,
  isListWhole: boolean,
): string | null => {
  if (information !== undefined) return information.PingStatus ?? 'unknown';
  return isListWhole ? 'not registered' : null;
};

/**
 * The fleet of the files. Terminated instances are ignored; those without a usable environment are
 * listed as unmanaged; stopped ones stay, with their state.
 * @throws FleetFileError with the place of the fault, when a file or `goldenImages` is malformed.
 */
export const fileDataset = (files: FleetFiles): FleetDataset => {
  const { words = fleetWordsOf() } = files;
  const { instances, pages, sources } = readInstances(files.fleetFile);
  const agents = readAgents(files.ssmFile);
  const present = instances.filter((instance) => !isGone(instance));
  const facts = agents.factsFor(present.map(({ InstanceId }) => InstanceId));
  const assets: FleetAsset[] = [];
  const unmanaged: UnmanagedInstance[] = [];
  for (const instance of present) {
    const id = instance.InstanceId;
    const place = placeOf(tagsOf(instance), words);
    if ('reason' in place) {
      const name = nameOf(tagsOf(instance), id);
      unmanaged.push({ asset_id: id, name, reason: place.reason });
    } else {
      const information = agents.byId.get(id);
      const ping_status = pingStatusOf(information, facts?.pages.length === 0);
      const asset = assetOf(instance, place, information);
      assets.push({ ...asset, ...(ping_status !== null && { ping_status }) });
    }
  }
  const golden = resolveGoldenImages(assets, files.goldenImages ?? '', words);
  const said = fileAssumptions({
    pages,
    between: present.filter(isBetweenStates).map(({ InstanceId }) => InstanceId),
    unmanaged,
    roleless: assets.filter(({ role }) => role === null).map(({ asset_id }) => asset_id),
    agents: facts,
  });
  return {
    kind: 'file',
    assets,
    goldenImages: golden.images,
    vulnerabilities: [],
    unmanaged,
    sources: [...sources, ...agents.sources],
    words,
    assumptions: [...said, ...golden.assumptions],
    pingStatuses: new Map(
      assets.flatMap(({ asset_id, ping_status }) =>
        ping_status === undefined ? [] : [[asset_id, ping_status] as const],
      ),
    ),
    history: () => [],
  };
};
