import { expect, it } from 'vitest';
import { start } from '../../../functions/specialists/actions/start.ts';
import { anAsset } from '../../support/builders/an-asset.ts';

const noFacts = { goldenImages: [] };

it('start says how it is undone, what judges it and what it needs', () => {
  expect(start).toMatchObject({
    type: 'start',
    undo: 'exact',
    policies: ['production_safety'],
    captures: ['state', 'version'],
    drains: false,
    touches: ['state'],
  });
});

it.each([{}])('takes %j as it was proposed', (parameters) => {
  expect(start.bind(parameters)?.parameters).toEqual(parameters);
  expect(
    start.resolve({
      parameters,
      constraints: {},
      assets: [],
      facts: { goldenImages: [] },
      vulnerabilities: [],
    }),
  ).toEqual({ kind: 'parameters', parameters });
});

it.each([{ force: true }])('refuses %j', (parameters) => {
  expect(start.bind(parameters)).toBeNull();
});

it('is what takes a stop back', () => {
  const stopped = anAsset(1, { state: 'stopped' });

  expect(start.after(stopped, {})).toEqual({ changed: { state: 'running' }, output: 'Started' });
  expect(start.bind({})?.eligibility(stopped, noFacts).kind).toBe('eligible');
  expect(start.bind({})?.eligibility(anAsset(1), noFacts).kind).toBe('satisfied');
});
