import { expect, it } from 'vitest';
import { executeSop } from '../../../functions/specialists/actions/execute-sop.ts';
import { anAsset } from '../../support/builders/an-asset.ts';

const noFacts = { goldenImages: [] };

it('execute_sop says how it is undone, what judges it and what it needs', () => {
  expect(executeSop).toMatchObject({
    type: 'execute_sop',
    undo: 'none',
    policies: ['production_safety', 'sop_safety'],
    captures: ['version'],
    drains: false,
    touches: null,
  });
});

it.each([{ sop_id: 'restart', version: 1 }])('takes %j as it was proposed', (parameters) => {
  expect(executeSop.bind(parameters)?.parameters).toEqual(parameters);
  expect(
    executeSop.resolve({
      parameters,
      constraints: {},
      assets: [],
      facts: { goldenImages: [] },
      vulnerabilities: [],
    }),
  ).toEqual({ kind: 'parameters', parameters });
});

it.each([{ sop_id: 'restart', version: 0 }, { sop_id: '; rm', version: 1 }, { sop_id: 'restart' }])(
  'refuses %j',
  (parameters) => {
    expect(executeSop.bind(parameters)).toBeNull();
  },
);

it('a procedure runs where the machine does', () => {
  const bound = executeSop.bind({ sop_id: 'restart', version: 1 });

  expect(bound?.eligibility(anAsset(1), noFacts).kind).toBe('eligible');
  expect(bound?.eligibility(anAsset(1, { state: 'stopped' }), noFacts).kind).toBe('excluded');
});
