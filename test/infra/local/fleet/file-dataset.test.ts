import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileDataset } from '../../../../infra/local/fleet/file-dataset.ts';
import type { FleetDataset } from '../../../../infra/local/fleet/fleet-asset.ts';
import { Fleet } from '../../../../infra/local/fleet/fleet.ts';
import { FleetStore } from '../../../../infra/local/fleet/fleet-store.ts';
import { aLocalFleet, aRequest, temporaryFolder } from './agent-fixture.ts';

type Fields = Record<string, unknown>;

const anInstance = (
  id: string,
  tags: Record<string, string> = {},
  fields: Fields = {},
): Fields => ({
  InstanceId: id,
  ImageId: 'ami-common',
  State: { Code: 16, Name: 'running' },
  Placement: { AvailabilityZone: 'eu-west-1b', Tenancy: 'default' },
  PlatformDetails: 'Linux/UNIX',
  Tags: Object.entries({ Environment: 'Production', Role: 'web', ...tags }).map(([Key, Value]) => ({
    Key,
    Value,
  })),
  ...fields,
});

const write = async (content: unknown): Promise<string> => {
  const path = join(await temporaryFolder(), 'file.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

const onlyOf = ({ assets }: FleetDataset) => {
  const [asset] = assets;
  if (asset === undefined) throw new Error('The fleet is empty');
  return asset;
};

const datasetOf = async (
  instances: readonly Fields[],
  more: { ssm?: unknown; goldenImages?: string } = {},
): Promise<FleetDataset> =>
  fileDataset({
    fleetFile: await write({ Reservations: [{ Instances: instances }] }),
    ssmFile: more.ssm === undefined ? undefined : await write(more.ssm),
    goldenImages: more.goldenImages,
  });

describe('a file fleet', () => {
  it('reads an instance as an asset of unknown patch state', async () => {
    const { assets } = await datasetOf([anInstance('i-1', { Name: 'shop', Service: 'Checkout' })]);

    expect(assets).toEqual([
      {
        asset_id: 'i-1',
        name: 'shop',
        environment: 'production',
        role: 'web',
        service: 'checkout',
        platform: 'linux',
        region: 'eu-west-1',
        zone: 'eu-west-1b',
        image: 'ami-common',
        patch_state: 'unknown',
        missing_cves: [],
        state: 'running',
        version: expect.stringMatching(/^v1-[0-9a-f]{12}$/) as string,
        tags: { Environment: 'Production', Role: 'web', Name: 'shop', Service: 'Checkout' },
      },
    ]);
  });

  it.each([
    ['prod', 'production'],
    ['PRODUCTION', 'production'],
    ['Stage', 'staging'],
    ['staging', 'staging'],
    ['dev', 'development'],
    ['Development', 'development'],
  ])('takes the environment %s for %s', async (word, environment) => {
    const { assets } = await datasetOf([anInstance('i-1', { Environment: word })]);

    expect(assets[0]?.environment).toBe(environment);
  });

  it('reads tag keys whatever their case', async () => {
    const Tags = [
      { Key: 'ENVIRONMENT', Value: 'prod' },
      { Key: 'role', Value: 'Web' },
    ];

    const { assets } = await datasetOf([anInstance('i-1', {}, { Tags })]);

    expect(assets[0]).toMatchObject({ environment: 'production', role: 'web', name: 'i-1' });
  });

  it.each([
    [
      { Environment: 'qa' },
      'the tag Environment=qa names none of production, staging and development',
    ],
    [
      { Environment: 'constructor' },
      'the tag Environment=constructor names none of production, staging and development',
    ],
    [{ Environment: '' }, 'no Environment tag'],
    [{ Role: 'web; drop everything' }, 'the tag Role=web; drop everything is not a single word'],
  ])('leaves an instance tagged %o unmanaged: %s', async (tags, reason) => {
    const { assets, unmanaged, assumptions } = await datasetOf([anInstance('i-1', tags)]);

    expect(assets).toEqual([]);
    expect(unmanaged).toEqual([{ asset_id: 'i-1', name: 'i-1', reason }]);
    expect(assumptions).toContain(
      '1 instance without usable Environment and Role tags are unmanaged and never selected: i-1.',
    );
  });

  it('keeps stopped instances as stopped and ignores terminated ones', async () => {
    const inState = (id: string, Name: string) => anInstance(id, {}, { State: { Name } });

    const { assets, assumptions } = await datasetOf([
      inState('i-1', 'stopped'),
      inState('i-2', 'stopping'),
      inState('i-3', 'terminated'),
      inState('i-4', 'shutting-down'),
    ]);

    expect(assets.map(({ asset_id, state }) => [asset_id, state])).toEqual([
      ['i-1', 'stopped'],
      ['i-2', 'stopped'],
    ]);
    expect(assumptions).toContain('1 instance pending or stopping count as stopped: i-2.');
  });

  it.each([
    [{ Platform: 'windows' }, undefined, 'windows'],
    [{ PlatformDetails: 'Windows with SQL Server' }, undefined, 'windows'],
    [{}, 'Windows', 'windows'],
    [{}, 'Linux', 'linux'],
  ])('of %o and Systems Manager saying %s is on %s', async (fields, PlatformType, platform) => {
    const ssm = { InstanceInformationList: [{ InstanceId: 'i-1', PlatformType }] };

    const { assets } = await datasetOf([anInstance('i-1', {}, fields)], { ssm });

    expect(assets[0]?.platform).toBe(platform);
  });

  it('knows the ping status that Systems Manager told', async () => {
    const ssm = { InstanceInformationList: [{ InstanceId: 'i-1', PingStatus: 'ConnectionLost' }] };

    const { fleet } = await aLocalFleet(await datasetOf([anInstance('i-1')], { ssm }));

    expect(await fleet.status('acme', 'i-1')).toMatchObject({ ssm_ping_status: 'ConnectionLost' });
  });

  it('states what it assumes', async () => {
    const fleetFile = await write({ Reservations: [], NextToken: 'more' });

    expect(fileDataset({ fleetFile }).assumptions).toEqual([
      'The fleet is a file: actions are simulated and change no real instance.',
      'The file does not tell which patches are installed: an instance of unknown patch state is taken to need patching.',
      'The file has a NextToken: it is one page of the fleet, and the rest is not seen.',
    ]);
  });

  it('simulates actions and says so', async () => {
    const dataset = await datasetOf([anInstance('i-1')]);
    const { fleet, clock } = await aLocalFleet(dataset);

    const entry = await fleet.begin(
      'acme',
      aRequest(onlyOf(dataset), { action: { type: 'patch', parameters: {} } }),
    );
    clock.advance(500);

    expect(await fleet.actionState('acme', entry.ref)).toMatchObject({
      output: 'All patches installed (simulated on a file fleet; no real instance was touched)',
    });
    expect(await fleet.get('acme', ['i-1'])).toMatchObject([{ patch_state: 'current' }]);
  });

  it('has no history', async () => {
    expect((await datasetOf([anInstance('i-1')])).history(0)).toEqual([]);
  });

  it('forgets what became of an instance that the file shows changed', async () => {
    const first = await datasetOf([anInstance('i-1')]);
    const { fleet, clock, level } = await aLocalFleet(first);
    await fleet.begin(
      'acme',
      aRequest(onlyOf(first), { action: { type: 'reimage', parameters: { image: 'ami-new' } } }),
    );
    clock.advance(500);
    const second = await datasetOf([anInstance('i-1', {}, { ImageId: 'ami-later' })]);

    const reread = new Fleet(second, new FleetStore(level, 'file'), clock);

    expect(await fleet.get('acme', ['i-1'])).toMatchObject([{ image: 'ami-new' }]);
    expect(await reread.get('acme', ['i-1'])).toMatchObject([{ image: 'ami-later' }]);
  });
});

describe('the golden image of a file fleet', () => {
  const fleet = [
    anInstance('i-1', {}, { ImageId: 'ami-b' }),
    anInstance('i-2', {}, { ImageId: 'ami-b' }),
    anInstance('i-3', {}, { ImageId: 'ami-a' }),
    anInstance('i-4', { Role: 'worker' }, { ImageId: 'ami-l' }),
    anInstance('i-5', { Role: 'worker' }, { ImageId: 'ami-w', Platform: 'windows' }),
  ];

  const imagesOf = ({ goldenImages }: FleetDataset): Record<string, string | null> =>
    Object.fromEntries(
      goldenImages.map(({ role, platform, image }) => [`${role}/${platform}`, image]),
    );

  it.each([
    ['', { 'web/linux': 'ami-b', 'worker/linux': 'ami-l', 'worker/windows': 'ami-w' }],
    ['web=ami-Z', { 'web/linux': 'ami-Z', 'worker/linux': 'ami-l', 'worker/windows': 'ami-w' }],
    ['Web = ami-z', { 'web/linux': 'ami-z', 'worker/linux': 'ami-l', 'worker/windows': 'ami-w' }],
    ['worker=ami-w', { 'web/linux': 'ami-b', 'worker/linux': 'ami-l', 'worker/windows': 'ami-w' }],
    [
      'worker/linux=ami-x,worker=ami-y',
      { 'web/linux': 'ami-b', 'worker/linux': 'ami-x', 'worker/windows': 'ami-y' },
    ],
  ])('with GOLDEN_IMAGES "%s" is %o', async (goldenImages, expected) => {
    expect(imagesOf(await datasetOf(fleet, { goldenImages }))).toEqual(expected);
  });

  it('is none where two are equally common, and says so', async () => {
    const dataset = await datasetOf(fleet.slice(1, 3));

    expect(dataset.goldenImages).toEqual([
      {
        role: 'web',
        platform: 'linux',
        region: 'eu-west-1',
        environment: 'production',
        image: null,
        source: 'ami-a and ami-b are equally common (1 of 2 each)',
      },
    ]);
    expect(dataset.assumptions).toContain(
      'There is no golden image of web on linux in eu-west-1 in production: ami-a and ami-b are equally common (1 of 2 each).',
    );
  });

  it.each([
    [
      'web',
      'GOLDEN_IMAGES at entry 1: expected role=ami, role/platform=ami or role@region=ami, for example web@eu-west-1=ami-0123456789abcdef0',
    ],
    [
      'web=ami-b,=x',
      'GOLDEN_IMAGES at entry 2: expected role=ami, role/platform=ami or role@region=ami, for example web@eu-west-1=ami-0123456789abcdef0',
    ],
    ['wbe=ami-b', 'GOLDEN_IMAGES at wbe: no instance has the role; known are: web, worker'],
    [
      'worker=ami-q',
      'GOLDEN_IMAGES at worker: the role runs on linux and windows: say worker/linux or worker/windows',
    ],
  ])('with GOLDEN_IMAGES "%s" is refused', async (goldenImages, message) => {
    await expect(datasetOf(fleet, { goldenImages })).rejects.toThrow(message);
  });
});

describe('a malformed file', () => {
  const withFirst = (change: Fields): unknown => ({
    Reservations: [{ Instances: [anInstance('i-1', {}, change)] }],
  });

  it.each([
    ['{"Reservations": [}', 'FLEET_FILE at 1:19: is not JSON: expected a value'],
    ['{\n  "Reservations": []\n  "x": 1\n}', 'FLEET_FILE at 3:3: is not JSON: expected "," or "}"'],
    ['', 'FLEET_FILE at 1:1: is not JSON: expected a value'],
    [[], 'FLEET_FILE at /: expected the object that "aws ec2 describe-instances" prints'],
    [
      {},
      'FLEET_FILE at /Reservations: expected the list of Reservations that "aws ec2 describe-instances" prints',
    ],
    [
      { Reservations: [{}] },
      'FLEET_FILE at /Reservations/0/Instances: expected a list of instances',
    ],
    [
      { Reservations: [{ Instances: [7] }] },
      'FLEET_FILE at /Reservations/0/Instances/0: expected an instance',
    ],
    [
      withFirst({ InstanceId: undefined }),
      'FLEET_FILE at /Reservations/0/Instances/0/InstanceId: expected an instance id',
    ],
    [
      withFirst({ InstanceId: 'i/1' }),
      'FLEET_FILE at /Reservations/0/Instances/0/InstanceId: expected an instance id such as i-0123456789abcdef0',
    ],
    [
      withFirst({ ImageId: 5 }),
      'FLEET_FILE at /Reservations/0/Instances/0/ImageId: expected an image id',
    ],
    [
      withFirst({ State: { Name: 'asleep' } }),
      'FLEET_FILE at /Reservations/0/Instances/0/State/Name: expected a state: pending, running, shutting-down, terminated, stopping or stopped',
    ],
    [
      withFirst({ State: 'running' }),
      'FLEET_FILE at /Reservations/0/Instances/0/State: expected an object with the Name of a state',
    ],
    [
      withFirst({ Placement: { AvailabilityZone: 'Nowhere!' } }),
      'FLEET_FILE at /Reservations/0/Instances/0/Placement/AvailabilityZone: expected an availability zone such as us-east-1a',
    ],
    [
      withFirst({ Tags: { Role: 'web' } }),
      'FLEET_FILE at /Reservations/0/Instances/0/Tags: expected a list of tags',
    ],
    [
      withFirst({ Tags: [{ Key: 'Role' }] }),
      'FLEET_FILE at /Reservations/0/Instances/0/Tags/0/Value: expected the value of a tag',
    ],
    [
      { Reservations: [{ Instances: [anInstance('i-1')] }, { Instances: [anInstance('i-1')] }] },
      'FLEET_FILE at /Reservations/1/Instances/0/InstanceId: i-1 is in the file twice',
    ],
  ])('%j is refused with the place of the fault', async (content, message) => {
    const fleetFile = await write(content);

    expect(() => fileDataset({ fleetFile })).toThrow(
      expect.objectContaining({ name: 'FleetFileError', message }),
    );
  });

  it.each([
    ['[1', 'SSM_FILE at 1:3: is not JSON: expected "," or "]"'],
    [
      { Reservations: [] },
      'SSM_FILE at /InstanceInformationList: expected the InstanceInformationList that "aws ssm describe-instance-information" prints',
    ],
    [
      { InstanceInformationList: [{}] },
      'SSM_FILE at /InstanceInformationList/0/InstanceId: expected an instance id',
    ],
  ])('of Systems Manager, %j, is refused with the place of the fault', async (content, message) => {
    const fleetFile = await write({ Reservations: [] });
    const ssmFile = await write(content);

    expect(() => fileDataset({ fleetFile, ssmFile })).toThrow(
      expect.objectContaining({ name: 'FleetFileError', message }),
    );
  });

  it('that is not there is refused', async () => {
    const fleetFile = join(await temporaryFolder(), 'missing.json');

    expect(() => fileDataset({ fleetFile })).toThrow(
      /^FLEET_FILE: .*missing\.json does not exist$/,
    );
  });

  it('may begin with a byte order mark', async () => {
    const fleetFile = await write('\uFEFF{"Reservations": []}');

    expect(fileDataset({ fleetFile }).assets).toEqual([]);
  });
});
