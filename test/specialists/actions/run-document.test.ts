import { expect, it } from 'vitest';
import { runDocument } from '../../../functions/specialists/actions/run-document.ts';
import { anAsset } from '../../support/builders/an-asset.ts';

it('run_document says how it is undone, what judges it and what it needs', () => {
  expect(runDocument).toMatchObject({
    type: 'run_document',
    undo: 'none',
    policies: ['production_safety'],
    captures: ['version'],
    drains: false,
    touches: null,
  });
});

it.each([
  { document: 'AWS-RunPatchBaseline' },
  { document: 'AWS-UpdateSSMAgent' },
  { document: 'AWS-RestartEC2Instance' },
])('takes %j as it was proposed', (parameters) => {
  expect(runDocument.bind(parameters)?.parameters).toEqual(parameters);
  expect(
    runDocument.resolve({
      parameters,
      constraints: {},
      assets: [],
      facts: { goldenImages: [] },
      vulnerabilities: [],
    }),
  ).toEqual({ kind: 'parameters', parameters });
});

it.each([{ document: 'AWS-RunShellScript' }, { document: 'AWS-UpdateSSMAgent', commands: ['rm'] }])(
  'refuses %j',
  (parameters) => {
    expect(runDocument.bind(parameters)).toBeNull();
  },
);

it('runs the document that was approved', () => {
  expect(runDocument.after(anAsset(1), { document: 'AWS-UpdateSSMAgent' })).toEqual({
    changed: {},
    output: 'Ran AWS-UpdateSSMAgent',
  });
});
