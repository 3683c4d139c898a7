import { expect, it } from 'vitest';
import { stop } from '../../../functions/specialists/actions/stop.ts';
import { anAsset } from '../../support/builders/an-asset.ts';

const noFacts = { goldenImages: [] };

it('stop says how it is undone, what judges it and what it needs', () => {
  expect(stop).toMatchObject({
    type: 'stop',
    undo: 'exact',
    policies: ['production_safety'],
    captures: ['state', 'version'],
    drains: true,
    touches: ['state'],
  });
});

it.each([{}])('takes %j as it was proposed', (parameters) => {
  expect(stop.bind(parameters)?.parameters).toEqual(parameters);
  expect(
    stop.resolve({
      parameters,
      constraints: {},
      assets: [],
      facts: { goldenImages: [] },
      vulnerabilities: [],
    }),
  ).toEqual({ kind: 'parameters', parameters });
});

it.each([{ hibernate: true }])('refuses %j', (parameters) => {
  expect(stop.bind(parameters)).toBeNull();
});

it('is what takes a start back', () => {
  expect(stop.after(anAsset(1), {})).toEqual({ changed: { state: 'stopped' }, output: 'Stopped' });
  expect(stop.bind({})?.eligibility(anAsset(1), noFacts).kind).toBe('eligible');
  expect(stop.bind({})?.eligibility(anAsset(1, { state: 'stopped' }), noFacts).kind).toBe(
    'satisfied',
  );
});
