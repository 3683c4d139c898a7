import { expect, it } from 'vitest';
import { tag } from '../../../functions/specialists/actions/tag.ts';
import { anAsset } from '../../support/builders/an-asset.ts';

const noFacts = { goldenImages: [] };

it('tag says how it is undone, what judges it and what it needs', () => {
  expect(tag).toMatchObject({
    type: 'tag',
    undo: 'exact',
    policies: ['production_safety'],
    captures: ['tags', 'version'],
    drains: false,
    touches: ['tags'],
  });
});

it.each([{ tags: { Owner: 'web' } }, { tags: {} }])('takes %j as it was proposed', (parameters) => {
  expect(tag.bind(parameters)?.parameters).toEqual(parameters);
  expect(
    tag.resolve({
      parameters,
      constraints: {},
      assets: [],
      facts: { goldenImages: [] },
      vulnerabilities: [],
    }),
  ).toEqual({ kind: 'parameters', parameters });
});

it.each([
  { tags: { '': 'x' } },
  { tags: { Owner: 'x'.repeat(257) } },
  { tags: { ['k'.repeat(129)]: 'x' } },
  { tags: { Owner: 1 } },
  {},
])('refuses %j', (parameters) => {
  expect(tag.bind(parameters)).toBeNull();
});

it('is done once every tag has its value, and leaves the others', () => {
  const bound = tag.bind({ tags: { Team: 'a', Owner: 'sre' } });
  const asset = anAsset(1, { tags: { Owner: 'web', Cost: '1' } });
  const after = bound?.after(asset);

  if (after === undefined || 'refused' in after) throw new Error('It was refused');
  expect(after).toEqual({
    changed: { tags: { Owner: 'sre', Cost: '1', Team: 'a' } },
    output: 'Set Owner, Team',
  });
  expect(bound?.eligibility(asset, noFacts).kind).toBe('eligible');
  expect(bound?.eligibility({ ...asset, ...after.changed }, noFacts).kind).toBe('satisfied');
});
