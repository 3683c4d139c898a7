import { expect, it } from 'vitest';
import { promoteImage } from '../../../functions/specialists/actions/promote-image.ts';
import { anAsset } from '../../support/builders/an-asset.ts';

const noFacts = { goldenImages: [] };

it('promote_image says how it is undone, what judges it and what it needs', () => {
  expect(promoteImage).toMatchObject({
    type: 'promote_image',
    undo: 'exact',
    policies: ['production_safety', 'image_safety'],
    captures: ['golden image of the role'],
    drains: false,
    touches: null,
  });
});

it.each([{ image: 'ami-1', role: 'web' }])('takes %j as it was proposed', (parameters) => {
  expect(promoteImage.bind(parameters)?.parameters).toEqual(parameters);
  expect(
    promoteImage.resolve({
      parameters,
      constraints: {},
      assets: [],
      facts: { goldenImages: [] },
      vulnerabilities: [],
    }),
  ).toEqual({ kind: 'parameters', parameters });
});

it.each([{ image: '', role: 'web' }, { image: 'ami-1', role: 'a b' }, { image: 'ami-1' }])(
  'refuses %j',
  (parameters) => {
    expect(promoteImage.bind(parameters)).toBeNull();
  },
);

it('an image becomes the golden one of its own role', () => {
  const bound = promoteImage.bind({ image: 'ami-1', role: 'web' });

  expect(bound?.eligibility(anAsset(1), noFacts).kind).toBe('eligible');
  expect(bound?.eligibility(anAsset(1, { role: 'app' }), noFacts).kind).toBe('excluded');
});
