import { expect, it } from 'vitest';
import { closeExposure } from '../../../functions/specialists/actions/close-exposure.ts';
import { anAsset } from '../../support/builders/an-asset.ts';

const noFacts = { goldenImages: [] };

it('close_exposure says how it is undone, what judges it and what it needs', () => {
  expect(closeExposure).toMatchObject({
    type: 'close_exposure',
    undo: 'exact',
    policies: ['production_safety'],
    captures: ['security group rules', 'version'],
    drains: false,
    touches: null,
  });
});

it.each([
  { port: 0, protocol: 'udp' },
  { port: 65_535, protocol: 'tcp' },
])('takes %j as it was proposed', (parameters) => {
  expect(closeExposure.bind(parameters)?.parameters).toEqual(parameters);
  expect(
    closeExposure.resolve({
      parameters,
      constraints: {},
      assets: [],
      facts: { goldenImages: [] },
      vulnerabilities: [],
    }),
  ).toEqual({ kind: 'parameters', parameters });
});

it.each([
  { port: 65_536, protocol: 'tcp' },
  { port: -1, protocol: 'tcp' },
  { port: 22, protocol: 'icmp' },
  { port: 22 },
])('refuses %j', (parameters) => {
  expect(closeExposure.bind(parameters)).toBeNull();
});

it('an exposure is closed whether or not the machine runs', () => {
  const bound = closeExposure.bind({ port: 22, protocol: 'tcp' });

  expect(bound?.eligibility(anAsset(1, { state: 'stopped' }), noFacts)).toEqual({
    kind: 'eligible',
  });
});
