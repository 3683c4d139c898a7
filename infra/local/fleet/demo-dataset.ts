import { fleetWordsOf } from '../../../functions/domain/fleet/fleet-words.ts';
import type { FleetWords } from '../../../functions/domain/fleet/fleet-words.ts';
import { versionOf } from './asset-version.ts';
import { demoHistory } from './demo-history.ts';
import { demoVulnerabilities, missingPatchesOf } from './demo-vulnerabilities.ts';
import type {
  FleetAsset,
  FleetDataset,
  FleetEnvironment,
  FleetGoldenImage,
  FleetPlatform,
} from './fleet-asset.ts';
import { hexOf, numberOf } from './stable-hash.ts';

interface Group {
  readonly environment: FleetEnvironment;
  readonly role: string;
  readonly total: number;
  /** Of the total; they are drifted and lack patches as well, and are there to be left out. */
  readonly stopped: number;
  /** Of the running ones. */
  readonly drifted: number;
  /** Of the running ones, whether drifted or not. */
  readonly unpatched: number;
  /** Each such asset runs Windows; 0: none does. */
  readonly windowsEvery: number;
}

const groupsOf = (
  environment: FleetEnvironment,
  rows: readonly (readonly [string, number, number, number, number, number])[],
): readonly Group[] =>
  rows.map(([role, total, stopped, drifted, unpatched, windowsEvery]) => ({
    environment,
    role,
    total,
    stopped,
    drifted,
    unpatched,
    windowsEvery,
  }));

// Columns: role, total, stopped, drifted, unpatched, windowsEvery.
const groups: readonly Group[] = [
  ...groupsOf('production', [
    ['web', 59, 3, 47, 18, 0],
    ['app', 26, 1, 9, 13, 4],
    ['api', 20, 1, 6, 7, 0],
    ['database', 18, 1, 4, 12, 3],
    ['worker', 16, 1, 5, 6, 2],
    ['cache', 12, 0, 3, 4, 0],
  ]),
  ...groupsOf('staging', [
    ['web', 16, 1, 8, 6, 0],
    ['app', 12, 1, 5, 5, 4],
    ['api', 10, 0, 4, 3, 0],
    ['database', 8, 1, 3, 4, 3],
    ['worker', 8, 0, 3, 3, 2],
    ['cache', 6, 0, 2, 2, 0],
  ]),
  ...groupsOf('development', [
    ['web', 10, 1, 5, 4, 0],
    ['app', 8, 1, 3, 3, 4],
    ['api', 6, 0, 3, 2, 0],
    ['database', 6, 0, 2, 3, 3],
    ['worker', 6, 0, 3, 2, 2],
    ['cache', 5, 0, 2, 2, 0],
  ]),
];

const services = ['checkout', 'payment', 'orders', 'search'] as const;

const zonesByEnvironment: Readonly<Record<FleetEnvironment, readonly string[]>> = {
  production: [
    'us-east-1a',
    'us-east-1b',
    'us-east-1c',
    'eu-west-1a',
    'eu-west-1b',
    'ap-southeast-2a',
    'ap-southeast-2b',
  ],
  staging: ['us-east-1a', 'us-east-1b', 'eu-west-1a', 'eu-west-1b'],
  development: ['us-east-1a', 'us-east-1b', 'eu-west-1a'],
};

const shortNames: Readonly<Record<FleetEnvironment, string>> = {
  production: 'prod',
  staging: 'stage',
  development: 'dev',
};

/** Where the demo fleet has an asset that misbehaves: on the first drifted one of the role. */
const misbehaviourByRole: Readonly<Record<string, string>> = {
  worker: 'apply',
  cache: 'health',
  api: 'slow',
};

const goldenImageOf = (role: string, platform: FleetPlatform): string =>
  `ami-${hexOf(`golden/${role}/${platform}`, 17)}`;

const olderImageOf = (role: string, platform: FleetPlatform, assetId: string): string =>
  `ami-${hexOf(`older/${role}/${platform}/${numberOf(`image/${assetId}`) % 3}`, 17)}`;

const assetIdOf = (group: Group, index: number): string =>
  `i-${hexOf(`${group.environment}/${group.role}/${index}`, 17)}`;

const platformOf = (group: Group, index: number): FleetPlatform =>
  group.windowsEvery > 0 && index % group.windowsEvery === group.windowsEvery - 1
    ? 'windows'
    : 'linux';

/** So many of the ids, spread over them in an order of the salt's own. */
const pick = (ids: readonly string[], count: number, salt: string): ReadonlySet<string> =>
  new Set(
    [...ids]
      .sort((left, right) => numberOf(`${salt}/${left}`) - numberOf(`${salt}/${right}`))
      .slice(0, count),
  );

interface Placing {
  readonly index: number;
  readonly stopped: boolean;
  readonly drifted: boolean;
  readonly unpatched: boolean;
  readonly misbehaviour: string | undefined;
}

const accounts: Readonly<Record<FleetEnvironment, string>> = {
  production: '111122223333',
  staging: '444455556666',
  development: '777788889999',
};

const platformVersions: Readonly<Record<FleetPlatform, string>> = {
  linux: 'ubuntu 24.04',
  windows: 'windows server 2022',
};

/** Where an asset is in the network; addresses are private ones of the environment's own. */
const networkOf = (environment: FleetEnvironment, group: string, assetId: string) => {
  const number = numberOf(`address/${assetId}`);
  const second = Object.keys(accounts).indexOf(environment) + 20;
  return {
    account: accounts[environment],
    vpc: `vpc-${hexOf(`vpc/${environment}`, 17)}`,
    auto_scaling_group: `${shortNames[environment]}-${group}`,
    addresses: [`10.${second}.${(number >>> 8) % 256}.${number % 256}`],
  };
};

const assetOf = (group: Group, placing: Placing): FleetAsset => {
  const { environment, role } = group;
  const { index, stopped, drifted, unpatched, misbehaviour } = placing;
  const asset_id = assetIdOf(group, index);
  const platform = platformOf(group, index);
  const service = services[index % services.length] ?? services[0];
  const zones = zonesByEnvironment[environment];
  // Shifted after each round of services, so that no service sits in one zone.
  const zone = zones[(index + Math.floor(index / services.length)) % zones.length] ?? 'us-east-1a';
  const name = `${shortNames[environment]}-${role}-${service}-${String(index + 1).padStart(2, '0')}`;
  const condition = {
    image: drifted ? olderImageOf(role, platform, asset_id) : goldenImageOf(role, platform),
    patch_state: unpatched ? ('missing' as const) : ('current' as const),
    missing_cves: unpatched ? missingPatchesOf(asset_id, platform) : [],
    state: stopped ? ('stopped' as const) : ('running' as const),
  };
  return {
    asset_id,
    name,
    environment,
    role,
    service,
    platform,
    region: zone.slice(0, -1),
    zone,
    ...networkOf(environment, `${role}-${service}`, asset_id),
    platform_version: platformVersions[platform],
    ...condition,
    version: versionOf(1, condition),
    tags: {
      Name: name,
      Environment: environment,
      Role: role,
      Service: service,
      ...(misbehaviour === undefined ? {} : { 'demo:fail': misbehaviour }),
    },
  };
};

const assetsOf = (group: Group): readonly FleetAsset[] => {
  const ids = Array.from({ length: group.total }, (_, index) => assetIdOf(group, index));
  const stopped = pick(ids, group.stopped, 'stopped');
  const running = ids.filter((id) => !stopped.has(id));
  const drifted = pick(running, group.drifted, 'drifted');
  const unpatched = pick(running, group.unpatched, 'unpatched');
  const firstDrifted = running.find((id) => drifted.has(id));
  return ids.map((id, index) =>
    assetOf(group, {
      index,
      stopped: stopped.has(id),
      drifted: stopped.has(id) || drifted.has(id),
      unpatched: stopped.has(id) || unpatched.has(id),
      misbehaviour:
        group.environment === 'development' && id === firstDrifted
          ? misbehaviourByRole[group.role]
          : undefined,
    }),
  );
};

const goldenImagesOf = (assets: readonly FleetAsset[]): readonly FleetGoldenImage[] => {
  const kinds = new Map(
    assets.flatMap(({ role, platform }) =>
      role === null ? [] : [[`${role}/${platform}`, { role, platform }] as const],
    ),
  );
  return [...kinds.values()].map(({ role, platform }) => ({
    role,
    platform,
    image: goldenImageOf(role, platform),
    source: 'demo dataset',
  }));
};

/** The demo fleet: the same for every org and on every machine. */
export const demoDataset = (words: FleetWords = fleetWordsOf()): FleetDataset => {
  const assets = groups.flatMap(assetsOf);
  return {
    kind: 'demo',
    assets,
    goldenImages: goldenImagesOf(assets),
    vulnerabilities: demoVulnerabilities,
    unmanaged: [],
    sources: [{ kind: 'demo', name: 'demo dataset', as_of: null, entries: assets.length }],
    words,
    assumptions: ['The fleet is the demo dataset: actions change the simulation and nothing else.'],
    pingStatuses: new Map(),
    history: demoHistory,
  };
};
