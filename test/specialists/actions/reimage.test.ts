import { describe, expect, it } from 'vitest';
import { drifted, reimage } from '../../../functions/specialists/actions/reimage.ts';
import { anAsset, goldenDatabase, goldenWeb } from '../../support/builders/an-asset.ts';

const facts = { goldenImages: [goldenWeb, goldenDatabase] };
const web = anAsset(1);
const database = anAsset(2, { role: 'database' });

it('reimage says how it is undone, what judges it and what it needs', () => {
  expect(reimage).toMatchObject({
    type: 'reimage',
    undo: 'exact',
    policies: ['production_safety'],
    captures: ['image', 'root volume', 'patch state', 'version'],
    drains: true,
    touches: ['image'],
  });
});

it.each([
  {},
  { image: '' },
  { image: 'x'.repeat(257) },
  { images: { 'web/linux': '' } },
  { images: [] },
  { image: 'ami-1', images: {} },
  { image: 'ami-1', force: true },
])('refuses %j', (parameters) => {
  expect(reimage.bind(parameters)).toBeNull();
});

describe('drift', () => {
  it.each([
    ['another image than its golden one', web, 'eligible'],
    ['its golden image', anAsset(1, { image: 'ami-web-golden' }), 'satisfied'],
    ['the golden image of another role', anAsset(1, { image: 'ami-database-golden' }), 'eligible'],
    ['another image, stopped', anAsset(1, { state: 'stopped' }), 'excluded'],
    ['an image that nothing is golden for', anAsset(1, { role: 'mail' }), 'excluded'],
  ] as const)('is seen on one that runs %s: %#', (_what, asset, kind) => {
    expect(drifted(asset, facts).kind).toBe(kind);
  });
});

it('what is resolved for several roles settles an asset of each', () => {
  const resolution = reimage.resolve({
    parameters: {},
    constraints: {},
    assets: [web, database],
    facts,
    vulnerabilities: [],
  });
  if (resolution.kind !== 'parameters') throw new Error(resolution.reason);
  expect(Object.keys(resolution.parameters['images'] ?? {})).toEqual([
    'database/linux',
    'web/linux',
  ]);
  const bound = reimage.bind(resolution.parameters);

  for (const asset of [web, database]) {
    const after = bound?.after(asset);
    if (after === undefined || 'refused' in after) throw new Error('It was refused');
    expect(bound?.eligibility({ ...asset, ...after.changed }, facts).kind).toBe('satisfied');
  }
});

it('a place is looked up among those that are named, and among nothing else', () => {
  const asset = anAsset(1, { role: 'constructor' });

  expect(reimage.after(asset, { images: {} })).toEqual({
    refused: 'invalid: no image for constructor on linux',
  });
});
