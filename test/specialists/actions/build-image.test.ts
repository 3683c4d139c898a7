import { expect, it } from 'vitest';
import { buildImage } from '../../../functions/specialists/actions/build-image.ts';
import { anAsset } from '../../support/builders/an-asset.ts';

const noFacts = { goldenImages: [] };

it('build_image says how it is undone, what judges it and what it needs', () => {
  expect(buildImage).toMatchObject({
    type: 'build_image',
    undo: 'not_needed',
    policies: ['production_safety', 'image_safety'],
    captures: [],
    drains: false,
    touches: null,
  });
});

it.each([{ pipeline: 'web' }])('takes %j as it was proposed', (parameters) => {
  expect(buildImage.bind(parameters)?.parameters).toEqual(parameters);
  expect(
    buildImage.resolve({
      parameters,
      constraints: {},
      assets: [],
      facts: { goldenImages: [] },
      vulnerabilities: [],
    }),
  ).toEqual({ kind: 'parameters', parameters });
});

it.each([{}, { pipeline: 'a b' }, { pipeline: '$(rm)' }, { pipeline: 'web', image: 'ami-1' }])(
  'refuses %j',
  (parameters) => {
    expect(buildImage.bind(parameters)).toBeNull();
  },
);

it('no asset stands in the way of an image that nothing uses yet', () => {
  const bound = buildImage.bind({ pipeline: 'web' });

  expect(bound?.eligibility(anAsset(1, { state: 'stopped' }), noFacts)).toEqual({
    kind: 'eligible',
  });
});
