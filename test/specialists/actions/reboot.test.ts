import { expect, it } from 'vitest';
import { reboot } from '../../../functions/specialists/actions/reboot.ts';
import { anAsset } from '../../support/builders/an-asset.ts';

it('reboot says how it is undone, what judges it and what it needs', () => {
  expect(reboot).toMatchObject({
    type: 'reboot',
    undo: 'not_needed',
    policies: ['production_safety'],
    captures: ['version'],
    drains: true,
    touches: [],
  });
});

it.each([{}])('takes %j as it was proposed', (parameters) => {
  expect(reboot.bind(parameters)?.parameters).toEqual(parameters);
  expect(
    reboot.resolve({
      parameters,
      constraints: {},
      assets: [],
      facts: { goldenImages: [] },
      vulnerabilities: [],
    }),
  ).toEqual({ kind: 'parameters', parameters });
});

it.each([{ force: true }, null])('refuses %j', (parameters) => {
  expect(reboot.bind(parameters)).toBeNull();
});

it('changes nothing that a description of the machine shows', () => {
  expect(reboot.after(anAsset(1), {})).toEqual({ changed: {}, output: 'Rebooted' });
});
