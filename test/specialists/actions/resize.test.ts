import { expect, it } from 'vitest';
import { resize } from '../../../functions/specialists/actions/resize.ts';
import { anAsset } from '../../support/builders/an-asset.ts';

const noFacts = { goldenImages: [] };

it('resize says how it is undone, what judges it and what it needs', () => {
  expect(resize).toMatchObject({
    type: 'resize',
    undo: 'exact',
    policies: ['production_safety'],
    captures: ['instance type', 'version'],
    drains: true,
    touches: ['tags'],
  });
});

it.each([{ instance_type: 'm7g.large' }, { instance_type: 'u-6tb1.metal' }])(
  'takes %j as it was proposed',
  (parameters) => {
    expect(resize.bind(parameters)?.parameters).toEqual(parameters);
    expect(
      resize.resolve({
        parameters,
        constraints: {},
        assets: [],
        facts: { goldenImages: [] },
        vulnerabilities: [],
      }),
    ).toEqual({ kind: 'parameters', parameters });
  },
);

it.each([
  { instance_type: 'large' },
  { instance_type: 'm7g.large; rm' },
  { instance_type: 'M7G.large' },
])('refuses %j', (parameters) => {
  expect(resize.bind(parameters)).toBeNull();
});

it('is done once the machine has the size', () => {
  const bound = resize.bind({ instance_type: 'm7g.large' });
  const asset = anAsset(1, { tags: { Owner: 'web' } });
  const after = bound?.after(asset);

  if (after === undefined || 'refused' in after) throw new Error('It was refused');
  expect(after.changed.tags).toEqual({ Owner: 'web', instance_type: 'm7g.large' });
  expect(bound?.eligibility({ ...asset, ...after.changed }, noFacts).kind).toBe('satisfied');
});
