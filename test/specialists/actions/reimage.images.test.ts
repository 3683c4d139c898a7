import { describe, expect, it } from 'vitest';
import type { FleetFacts, ResolveRequest } from '../../../functions/domain/action/action.ts';
import type { Asset } from '../../../functions/domain/fleet/asset.ts';
import { drifted, reimage } from '../../../functions/specialists/actions/reimage.ts';
import { anAsset, goldenDatabase, goldenWeb } from '../../support/builders/an-asset.ts';

const web = anAsset(1);
const facts: FleetFacts = { goldenImages: [goldenWeb, goldenDatabase] };

const resolve = (changes: Partial<ResolveRequest>) =>
  reimage.resolve({
    parameters: {},
    constraints: {},
    assets: [web],
    facts,
    vulnerabilities: [],
    ...changes,
  });

describe('an image that the request names', () => {
  const asked = (image: string, changes: Partial<ResolveRequest> = {}) =>
    resolve({ constraints: { image }, ...changes });
  const taken = { kind: 'parameters', parameters: { image: 'ami-9', requested: true } };
  const refused = (who: string, image = 'ami-9') => ({
    kind: 'refused',
    reason: `The image ${image} is not known for ${who}: it is not golden, and no asset there runs it.`,
  });
  const golden = (changes: object) => ({
    facts: { goldenImages: [{ ...goldenWeb, image: 'ami-9', ...changes }] },
  });
  const running = (changes: Partial<Asset>) => ({
    facts: { goldenImages: [], running: [anAsset(7, { image: 'ami-9', ...changes })] },
  });
  const here = 'web on linux in us-east-1';

  it.each<[string, Partial<ResolveRequest>]>([
    ['golden of its kind', golden({})],
    ['golden of its kind in its region', golden({ region: 'us-east-1' })],
    [
      'golden of its architecture',
      { ...golden({ architecture: 'arm64' }), assets: [anAsset(1, { architecture: 'arm64' })] },
    ],
    ['run by another asset there', running({})],
    [
      'run by another asset of its architecture there',
      {
        ...running({ architecture: 'arm64' }),
        assets: [anAsset(1, { architecture: 'arm64' })],
      },
    ],
    ['for no asset', { ...golden({}), assets: [] }],
  ])('is taken where it is %s', (_what, changes) => {
    expect(asked('ami-9', changes)).toEqual(taken);
  });

  it.each<[string, Partial<ResolveRequest>, string]>([
    ['of nothing', {}, here],
    ['golden of another role', golden({ role: 'api' }), here],
    ['golden of another platform', golden({ platform: 'windows' }), here],
    ['golden of another region', golden({ region: 'eu-west-1' }), here],
    ['golden of another architecture', golden({ architecture: 'arm64' }), here],
    ['run in another region', running({ region: 'eu-west-1' }), here],
    ['run by another role', running({ role: 'api' }), here],
    ['run on another platform', running({ platform: 'windows' }), here],
    ['run on another architecture', running({ architecture: 'arm64' }), here],
    [
      'known for some of the assets alone',
      { ...golden({}), assets: [web, anAsset(2, { role: 'api', region: 'eu-west-1' })] },
      'api on linux in eu-west-1',
    ],
    [
      'asked for on an asset without a role',
      { ...golden({}), assets: [anAsset(1, { role: null })] },
      'an asset without a role on linux in us-east-1',
    ],
  ])('is refused where it is %s', (_what, changes, who) => {
    expect(asked('ami-9', changes)).toEqual(refused(who));
  });

  it('is told without what hides', () => {
    expect(asked('ami-\u202E9')).toEqual(refused(here));
  });

  it.each<[Partial<Asset>, object]>([
    [{}, { kind: 'eligible' }],
    [
      { image: 'ami-9' },
      { kind: 'satisfied', reason: 'The asset already runs the requested image.' },
    ],
    [{ image: 'ami-web-golden' }, { kind: 'eligible' }],
    [{ role: 'mail' }, { kind: 'eligible' }],
    [{ state: 'stopped' }, { kind: 'excluded', reason: 'The asset is stopped.' }],
  ])('is brought to an asset with %j: %j', (changes, verdict) => {
    const bound = reimage.bind(taken.parameters);

    expect(bound?.eligibility(anAsset(1, changes), facts)).toEqual(verdict);
  });
});

describe('golden images that differ by place', () => {
  const east = { ...goldenWeb, image: 'ami-east', region: 'us-east-1' };
  const west = { ...goldenWeb, image: 'ami-west', region: 'eu-west-1' };
  const inWest = anAsset(2, { region: 'eu-west-1' });

  it('are told by place, and beside them one that is the same everywhere by its kind', () => {
    const database = [3, 4].map((number) => anAsset(number, { role: 'database' }));
    const assets = [
      inWest,
      web,
      ...database,
      anAsset(5, { role: 'database', region: 'eu-west-1' }),
    ];

    expect(resolve({ assets, facts: { goldenImages: [east, west, goldenDatabase] } })).toEqual({
      kind: 'parameters',
      parameters: {
        images: {
          'database/linux': 'ami-database-golden',
          'web/linux@eu-west-1': 'ami-west',
          'web/linux@us-east-1': 'ami-east',
        },
      },
    });
  });

  it('are told by architecture as well', () => {
    const arm = { ...goldenWeb, image: 'ami-arm', architecture: 'arm64' };
    const intel = { ...goldenWeb, image: 'ami-intel', architecture: 'x86_64' };
    const assets = ['arm64', 'x86_64'].map((architecture, at) => anAsset(at, { architecture }));

    expect(resolve({ assets, facts: { goldenImages: [arm, intel] } })).toEqual({
      kind: 'parameters',
      parameters: {
        images: {
          'web/linux/arm64@us-east-1': 'ami-arm',
          'web/linux/x86_64@us-east-1': 'ami-intel',
        },
      },
    });
  });

  const place = { 'web/linux@us-east-1': 'ami-here', 'web/linux': 'ami-kind' };
  const kind = { 'web/linux@eu-west-1': 'ami-there', 'web/linux': 'ami-kind' };
  const noRole = anAsset(1, { role: null });

  it.each<[Asset, Record<string, string>, string]>([
    [web, place, 'ami-here'],
    [web, kind, 'ami-kind'],
    [inWest, kind, 'ami-there'],
  ])('reach an asset by its place, else by its kind: %#', (asset, images, image) => {
    expect(reimage.after(asset, { images })).toEqual({
      changed: { image },
      output: `Root volume replaced: ami-web-old to ${image}`,
    });
  });

  it.each<[Asset, Record<string, string>, string]>([
    [web, { 'web/linux@eu-west-1': 'ami-there' }, 'web'],
    [noRole, place, 'an asset without a role'],
  ])('do not reach another: %#', (asset, images, who) => {
    expect(reimage.after(asset, { images })).toEqual({
      refused: `invalid: no image for ${who} on linux`,
    });
  });

  it('do not reach a machine that is stopped', () => {
    expect(reimage.after(anAsset(1, { state: 'stopped' }), { image: 'ami-1' })).toEqual({
      refused: 'ineligible: the instance is stopped',
    });
  });
});

describe('an asset without a golden image', () => {
  it.each<[Partial<Asset>, FleetFacts, string]>([
    [{ role: null }, facts, 'There is no golden image for an asset without a role.'],
    [{ role: 'mail' }, facts, 'There is no golden image for mail on linux.'],
    [
      {},
      { goldenImages: [{ ...goldenWeb, image: null, source: 'no parameter /golden/web' }] },
      'There is no golden image for web on linux: no parameter /golden/web.',
    ],
  ])('with %j is left out, and it is said why: %#', (changes, known, reason) => {
    expect(drifted(anAsset(1, changes), known)).toEqual({ kind: 'excluded', reason });
  });
});
