import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { goldenImageOf } from '../../../../functions/domain/action/action.ts';
import { Asset, GoldenImage } from '../../../../functions/domain/fleet/asset.ts';
import { fleetWordsOf } from '../../../../functions/domain/fleet/fleet-words.ts';
import { patch } from '../../../../functions/specialists/actions/patch.ts';
import { drifted, reimage } from '../../../../functions/specialists/actions/reimage.ts';
import { fileDataset } from '../../../../infra/local/fleet/file-dataset.ts';
import type { FleetFiles } from '../../../../infra/local/fleet/file-dataset.ts';
import type { FleetDataset } from '../../../../infra/local/fleet/fleet-asset.ts';
import { temporaryFolder } from './agent-fixture.ts';

const given = (name: string): string => join(import.meta.dirname, 'evidence', name);

const read = (name: string, more: Partial<FleetFiles> = {}): FleetDataset =>
  fileDataset({ fleetFile: given(name), ...more });

/** As the product reads them through its adapter. */
const asSeen = (dataset: FleetDataset) => ({
  assets: dataset.assets.map((asset) => Asset.parse(asset)),
  facts: { goldenImages: dataset.goldenImages.map((golden) => GoldenImage.parse(golden)) },
});

const verdictsOf = (dataset: FleetDataset) => {
  const { assets, facts } = asSeen(dataset);
  return assets.map((asset) => drifted(asset, facts));
};

describe('a given file', () => {
  it('with environments and no roles is managed', () => {
    const { assets, unmanaged, assumptions } = read('fleet-env-without-role.json');

    expect(assets.map(({ environment, role, platform }) => [environment, role, platform])).toEqual([
      ['production', null, 'windows'],
      ['production', null, 'windows'],
    ]);
    expect(unmanaged).toEqual([]);
    expect(assumptions).toContain(
      '2 instances without a Role tag belong to requests that name no role: i-00000000000000001, i-00000000000000002.',
    );
  });

  it('without tags has each instance unmanaged, with its reason and its name or id', () => {
    const { assets, unmanaged } = read('all-untagged.json');

    expect(assets).toEqual([]);
    expect(unmanaged.map(({ name, reason }) => [name, reason])).toEqual([
      ['i-00000000000000001', 'no Environment tag'],
      ['i-00000000000000002', 'no Environment tag'],
      ['web-3', 'no Environment tag'],
    ]);
  });

  it('with pending instances alone has them as stopped, and says so', () => {
    const dataset = read('pending-only.json');
    const { assets, facts } = asSeen(dataset);

    expect(assets.map((asset) => patch.bind({})?.eligibility(asset, facts))).toEqual(
      [1, 2].map(() => ({ kind: 'excluded', reason: 'The asset is stopped.' })),
    );
    expect(dataset.assumptions).toContain(
      '2 instances pending or stopping count as stopped: i-00000000000000001, i-00000000000000002.',
    );
  });

  it('has no machine of another environment under one of the three', () => {
    const { assets, unmanaged } = read('fleet-env-values.json');

    expect(assets.map(({ tags, environment }) => [tags['Environment'], environment])).toEqual([
      ['Production', 'production'],
      ['PROD ', 'production'],
      ['prd', 'production'],
      ['live', 'production'],
      ['staging', 'staging'],
      ['stg', 'staging'],
      ['dev', 'development'],
      ['PRODUCTION', 'production'],
    ]);
    expect(unmanaged.map(({ reason }) => reason)).toEqual(
      [
        ...['preprod', 'pre-prod', 'uat', 'qa', 'test', 'sandbox', 'non-prod', 'prod-eu'],
        ...['Prod (EU)', 'p'],
      ].map(
        (word) => `the tag Environment=${word} names none of production, staging and development`,
      ),
    );
  });

  it('takes the words of the settings for what they say', () => {
    const words = fleetWordsOf({ environments: { staging: ['preprod', 'pre-prod', 'uat'] } });
    const { assets } = read('fleet-env-values.json', { words });

    expect(
      assets.filter(({ environment }) => environment === 'staging').map(({ name }) => name),
    ).toEqual(['n-preprod', 'n-pre-prod', 'n-uat', 'n-staging', 'n-stg']);
  });

  it('in UTF-16, as PowerShell writes it, is read, with and without its mark', async () => {
    const { assets } = read('fmt-utf16le-powershell.txt');
    const text = JSON.stringify({ Reservations: [] });
    const folder = await temporaryFolder();
    const files = await Promise.all(
      [
        ['unmarked.json', Buffer.from(text, 'utf16le')],
        ['big-endian.json', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
      ].map(async ([name, bytes]) => {
        const path = join(folder, String(name));
        await writeFile(path, bytes as Buffer);
        return path;
      }),
    );

    expect(assets.map(({ name }) => name)).toEqual(['web-1', 'web-2']);
    for (const fleetFile of files) expect(fileDataset({ fleetFile }).assets).toEqual([]);
  });

  it.each([
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]), /UTF-8 or UTF-16: it is in UTF-32$/],
    ['no encoding', Buffer.from([0x7b, 0xff, 0x7d]), /is not text in UTF-8 or UTF-16$/],
  ])('in %s is refused by its name', async (_, bytes, message) => {
    const fleetFile = join(await temporaryFolder(), 'fleet.json');
    await writeFile(fleetFile, bytes);

    expect(() => fileDataset({ fleetFile })).toThrow(message);
  });
});

describe('the golden images of a given file', () => {
  it('are those of the region', () => {
    const dataset = read('golden-regions.json');
    const { assets, facts } = asSeen(dataset);

    expect(assets.map((asset) => goldenImageOf(asset, facts)?.image)).toEqual([
      ...Array.from({ length: 5 }, () => 'ami-0aaaaaaaaaaaaaaa1'),
      ...Array.from({ length: 3 }, () => 'ami-0bbbbbbbbbbbbbbb2'),
    ]);
    expect(verdictsOf(dataset).map(({ kind }) => kind)).toEqual(
      Array.from({ length: 8 }, () => 'satisfied'),
    );
  });

  it('are named by region, and each asset gets that of its own', () => {
    const goldenImages = 'web@us-east-1=ami-0ccccccccccccccc3,web@eu-west-1=ami-0ddddddddddddddd4';
    const { assets, facts } = asSeen(read('golden-regions.json', { goldenImages }));
    const resolved = reimage.resolve({
      ...{ parameters: {}, constraints: {}, assets, facts, vulnerabilities: [] },
    });
    const parameters = resolved.kind === 'parameters' ? resolved.parameters : null;
    const imagesAfter = assets.map((asset) => reimage.after(asset, parameters));

    expect(parameters).toEqual({
      images: {
        'web/linux@eu-west-1': 'ami-0ddddddddddddddd4',
        'web/linux@us-east-1': 'ami-0ccccccccccccccc3',
      },
    });
    expect(imagesAfter.map((after) => ('changed' in after ? after.changed.image : after))).toEqual([
      ...Array.from({ length: 5 }, () => 'ami-0ccccccccccccccc3'),
      ...Array.from({ length: 3 }, () => 'ami-0ddddddddddddddd4'),
    ]);
  });

  it.each([
    [
      'web=ami-0eeeeeeeeeeeeeee5',
      /the role runs in eu-west-1 and us-east-1, and an image is in one region: say web@eu-west-1 or web@us-east-1$/,
    ],
    [
      'web@us-east-1=ami-0bbbbbbbbbbbbbbb2',
      /ami-0bbbbbbbbbbbbbbb2 is run by web on linux in eu-west-1, and no machine that the entry names is there$/,
    ],
  ])('are refused where "%s" names one for machines that can’t use it', (goldenImages, message) => {
    expect(() => read('golden-regions.json', { goldenImages })).toThrow(message);
  });

  it('named without a region are for the region of the machines that run them', () => {
    const { assets, facts } = asSeen(
      read('golden-regions.json', { goldenImages: 'web=ami-0bbbbbbbbbbbbbbb2' }),
    );

    expect(new Set(assets.map((asset) => goldenImageOf(asset, facts)?.source))).toEqual(
      new Set(['most common image of the role (5 of 5)', 'GOLDEN_IMAGES']),
    );
    expect(goldenImageOf(assets[7] as Asset, facts)?.image).toBe('ami-0bbbbbbbbbbbbbbb2');
  });

  it('are none in a tie: each asset is excluded with that reason', () => {
    const reason =
      'There is no golden image for web on linux: ami-0new00000000002 and ami-0old00000000001 are equally common (1 of 2 each).';

    expect(verdictsOf(read('golden-tie.json'))).toEqual(
      [1, 2].map(() => ({ kind: 'excluded', reason })),
    );
  });

  it('are those of the architecture, also where they are named', async () => {
    const instance = ([id, Architecture, ImageId, Role = 'web']: readonly [
      number,
      string,
      string,
      string?,
    ]) => ({
      ...{ InstanceId: `i-${id}`, ImageId, Architecture, State: { Name: 'running' } },
      Placement: { AvailabilityZone: 'eu-west-1a' },
      Tags: Object.entries({ Environment: 'prod', Role }).map(([Key, Value]) => ({ Key, Value })),
    });
    const fleetFile = join(await temporaryFolder(), 'fleet.json');
    const instances = [
      instance([1, 'arm64', 'ami-arm']),
      instance([2, 'x86_64', 'ami-intel']),
      instance([3, 'arm64', 'ami-arm-next', 'api']),
    ];
    await writeFile(fleetFile, JSON.stringify({ Reservations: [{ Instances: instances }] }));
    const imagesOf = (goldenImages: string) => {
      const { assets, facts } = asSeen(fileDataset({ fleetFile, goldenImages }));
      return assets.map((asset) => goldenImageOf(asset, facts)?.image);
    };

    expect(imagesOf('')).toEqual(['ami-arm', 'ami-intel', 'ami-arm-next']);
    expect(imagesOf('web=ami-arm-next')).toEqual(['ami-arm-next', 'ami-intel', 'ami-arm-next']);
    expect(() => imagesOf('web=ami-new')).toThrow(
      'the role runs on the architectures arm64 and x86_64, and no machine tells of which the image is',
    );
  });

  it('are never taken from machines that are stopped or of a lower environment', async () => {
    const instance = ([id, environment, image, state = 'running']: readonly [
      number,
      string,
      string,
      string?,
    ]) => ({
      InstanceId: `i-${id}`,
      ImageId: image,
      State: { Name: state },
      Placement: { AvailabilityZone: 'eu-west-1a' },
      Architecture: 'arm64',
      Tags: [
        { Key: 'Environment', Value: environment },
        { Key: 'Role', Value: 'web' },
      ],
    });
    const fleetFile = join(await temporaryFolder(), 'fleet.json');
    const instances = [
      ...[1, 2, 3].map((id) => instance([id, 'dev', 'ami-next'])),
      ...[4, 5, 6].map((id) => instance([id, 'prod', 'ami-retired', 'stopped'])),
      instance([7, 'prod', 'ami-now']),
      instance([8, 'staging', 'ami-gone', 'stopped']),
    ];
    await writeFile(fleetFile, JSON.stringify({ Reservations: [{ Instances: instances }] }));
    const { assets, facts } = asSeen(fileDataset({ fleetFile }));

    expect(assets.map((asset) => [asset.environment, goldenImageOf(asset, facts)?.image])).toEqual([
      ...[1, 2, 3].map(() => ['development', 'ami-next']),
      ...[4, 5, 6, 7].map(() => ['production', 'ami-now']),
      ['staging', 'ami-now'],
    ]);
  });
});

describe('a given list of agents', () => {
  const dataset = read('ssm-fleet.json', { ssmFile: given('ssm-mixed.json') });

  it('keeps the patches away from machines that it does not say to be online', () => {
    const { assets, facts } = asSeen(dataset);
    const away = (status: string) => ({
      kind: 'excluded',
      reason: `Systems Manager does not reach the asset: PingStatus ${status}.`,
    });

    expect(assets.map((asset) => patch.bind({})?.eligibility(asset, facts))).toEqual([
      away('ConnectionLost'),
      away('ConnectionLost'),
      away('Inactive'),
      { kind: 'eligible' },
      away('not registered'),
      away('not registered'),
    ]);
  });

  it('says which nodes it holds more, twice and not at all', () => {
    expect(dataset.assumptions).toEqual(
      expect.arrayContaining([
        '1 hybrid node of SSM_FILE outside of EC2 are not managed: mi-0123456789abcdef0.',
        '1 instance more than once in SSM_FILE count as not online where the entries differ: i-00000000000000001.',
        '2 instances not in SSM_FILE count as having no agent: i-00000000000000005, i-00000000000000006.',
      ]),
    );
  });

  it('does not call an agent online that it tells of twice in two ways, in whatever order', async () => {
    const entries = ['ConnectionLost', 'Online'].map((PingStatus) => ({
      ...{ InstanceId: 'i-00000000000000004', PingStatus },
    }));
    for (const list of [entries, [...entries].reverse()]) {
      const ssmFile = join(await temporaryFolder(), 'ssm.json');
      await writeFile(ssmFile, JSON.stringify({ InstanceInformationList: list }));

      expect(read('ssm-fleet.json', { ssmFile }).assets[3]?.ping_status).toBe('ConnectionLost');
    }
  });

  it('that is a page says so, and tells nothing of the machines that it leaves out', async () => {
    const ssmFile = join(await temporaryFolder(), 'ssm.json');
    const list = [{ InstanceId: 'i-elsewhere', PingStatus: 'Online' }];
    await writeFile(ssmFile, JSON.stringify({ InstanceInformationList: list, NextToken: 'more' }));
    const { assets, assumptions } = read('ssm-fleet.json', { ssmFile });

    expect(assets.filter((asset) => asset.ping_status !== undefined)).toEqual([]);
    expect(assumptions).toEqual(
      expect.arrayContaining([
        'The file of SSM_FILE has a NextToken: it is one page of the agents, and the rest is not seen.',
        '1 instance of SSM_FILE not in FLEET_FILE are not managed: i-elsewhere.',
      ]),
    );
  });
});

describe('several files', () => {
  it('are one fleet, as a list or as a folder', () => {
    const list = `${given('golden-tie.json')}, ${given('fmt-utf16le-powershell.txt')}`;

    expect(() => fileDataset({ fleetFile: list })).toThrow(
      `FLEET_FILE at ${given('fmt-utf16le-powershell.txt')} /Reservations/0/Instances/0/InstanceId: i-00000000000000001 is there twice`,
    );
  });

  it('tell where each came from, and when it was written', async () => {
    const folder = await temporaryFolder();
    const paths = ['a.json', 'b.json'].map((name) => join(folder, name));
    for (const path of paths) await writeFile(path, '{"Reservations": []}');

    const { sources } = fileDataset({ fleetFile: folder });

    expect(sources.map(({ kind, name, entries }) => [kind, name, entries])).toEqual(
      paths.map((path) => ['instances', path, 0]),
    );
    expect(sources.every(({ as_of }) => Date.parse(as_of ?? '') <= Date.now())).toBe(true);
  });
});
