import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileDataset } from '../../../../infra/local/fleet/file-dataset.ts';
import { temporaryFolder } from './agent-fixture.ts';

type Fields = Readonly<Record<string, unknown>>;

const id = 'i-0123456789abcdef0';

const instance = (fields: Fields = {}): Fields => ({
  ...{ InstanceId: id, ImageId: 'ami-1', State: { Name: 'running' } },
  Tags: [
    { Key: 'Environment', Value: 'prod' },
    { Key: 'Role', Value: 'web' },
    { Key: 'Team', Value: 'Payments' },
    { Key: 'aws:autoscaling:groupName', Value: 'Front-Group' },
  ],
  Placement: { AvailabilityZone: 'eu-west-1b' },
  Architecture: 'arm64',
  VpcId: 'vpc-0ab12c',
  PrivateIpAddress: '10.0.0.7',
  PublicIpAddress: '192.0.2.7',
  ...fields,
});

const agent: Fields = {
  ...{ InstanceId: id, PingStatus: 'Online', PlatformType: 'Linux' },
  ...{ PlatformName: 'Amazon Linux', PlatformVersion: '2023' },
};

const fleetOf = async (files: {
  readonly instance?: Fields;
  readonly reservation?: Fields;
  readonly agent?: Fields;
}) => {
  const folder = await temporaryFolder();
  const [fleetFile, ssmFile] = [join(folder, 'fleet.json'), join(folder, 'agents.json')];
  const reservation = { OwnerId: '123456789012', Instances: [instance(files.instance)] };
  const list = { Reservations: [{ ...reservation, ...files.reservation }] };
  await writeFile(fleetFile, JSON.stringify(list));
  const agents = { InstanceInformationList: [{ ...agent, ...files.agent }] };
  await writeFile(ssmFile, JSON.stringify(agents));
  return fileDataset({ fleetFile, ssmFile });
};

describe('what a file says of where an instance is and what it runs', () => {
  it('is read, each by its own name', async () => {
    expect((await fleetOf({})).assets).toMatchObject([
      {
        ...{ region: 'eu-west-1', zone: 'eu-west-1b', account: '123456789012' },
        ...{ vpc: 'vpc-0ab12c', auto_scaling_group: 'Front-Group', architecture: 'arm64' },
        ...{ addresses: ['10.0.0.7', '192.0.2.7'], platform: 'linux' },
        ...{ platform_version: 'amazon linux 2023', ping_status: 'Online' },
        tags: { Team: 'Payments' },
        ...{ patch_state: 'unknown', missing_cves: [] },
      },
    ]);
  });

  it('is absent where the file leaves it out, or says null', async () => {
    const none = { Architecture: null, VpcId: null, PrivateIpAddress: null, PublicIpAddress: null };
    const { assets } = await fleetOf({
      instance: { ...none, Tags: [{ Key: 'Environment', Value: 'prod' }], Placement: null },
      reservation: { OwnerId: null },
      agent: { PlatformName: null, PlatformVersion: null },
    });

    expect(Object.keys(assets[0] ?? {}).sort()).toEqual(
      [
        ...['asset_id', 'environment', 'image', 'missing_cves', 'name', 'patch_state', 'region'],
        ...['ping_status', 'platform', 'role', 'service', 'state', 'tags', 'version', 'zone'],
      ].sort(),
    );
    expect(assets[0]).toMatchObject({ role: null, service: null, zone: 'unknown' });
  });

  it.each<[Fields, Fields, string | undefined]>([
    [{}, { PlatformName: 'Ubuntu', PlatformVersion: '24.04' }, 'ubuntu 24.04'],
    [{}, { PlatformName: 'Ubuntu', PlatformVersion: null }, 'ubuntu'],
    [{}, { PlatformName: null, PlatformVersion: '24.04' }, undefined],
  ])('of a version, %o and %o are %s', async (own, information, version) => {
    const { assets } = await fleetOf({ instance: own, agent: information });

    expect(assets[0]?.platform_version).toBe(version);
  });
});

describe('a field of a file that is malformed', () => {
  const place = '/Reservations/0/Instances/0';

  it.each<[Fields, string]>([
    [{ Placement: 'eu-west-1b' }, `${place}/Placement: expected an object with an Availab`],
    [
      { Placement: { AvailabilityZone: 1 } },
      `${place}/Placement/AvailabilityZone: expected an availability zone`,
    ],
    [{ Architecture: 64 }, `${place}/Architecture: expected the name of an architecture`],
    [{ VpcId: {} }, `${place}/VpcId: expected the id of a VPC`],
    [{ PrivateIpAddress: 10 }, `${place}/PrivateIpAddress: expected an address`],
    [{ PublicIpAddress: ['192.0.2.7'] }, `${place}/PublicIpAddress: expected an address`],
    [{ Platform: false }, `${place}/Platform: expected the name of a platform`],
    [{ PlatformDetails: 7 }, `${place}/PlatformDetails: expected the details of a platform`],
    [{ Tags: 'Role=web' }, `${place}/Tags: expected a list of tags`],
    [{ Tags: [{ Key: 'Team', Value: 7 }] }, `${place}/Tags/0/Value: expected the value of a tag`],
    [{ Tags: [{ Value: 'web' }] }, `${place}/Tags/0/Key: expected the name of a tag`],
  ])('is refused by its name: %o', async (fields, message) => {
    await expect(fleetOf({ instance: fields })).rejects.toThrow(`FLEET_FILE at ${message}`);
  });

  it('is refused of a reservation too', async () => {
    await expect(fleetOf({ reservation: { OwnerId: 123_456_789_012 } })).rejects.toThrow(
      'FLEET_FILE at /Reservations/0/OwnerId: expected an account',
    );
  });

  it.each<[Fields, string]>([
    [{ PingStatus: true }, 'PingStatus: expected a ping status'],
    [{ PlatformType: 1 }, 'PlatformType: expected the type of a platform'],
    [{ PlatformName: [] }, 'PlatformName: expected the name of a platform'],
    [{ PlatformVersion: 24.04 }, 'PlatformVersion: expected the version of a platform'],
  ])('is refused of Systems Manager: %o', async (fields, message) => {
    await expect(fleetOf({ agent: fields })).rejects.toThrow(
      `SSM_FILE at /InstanceInformationList/0/${message}`,
    );
  });
});
