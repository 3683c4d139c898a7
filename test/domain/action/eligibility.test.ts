import { expect, it } from 'vitest';
import {
  always,
  eligible,
  excluded,
  satisfied,
  whenReachable,
  whenRunning,
} from '../../../functions/domain/action/eligibility.ts';
import { anAsset } from '../../support/builders/an-asset.ts';

const running = anAsset(1);
const stopped = anAsset(2, { state: 'stopped' });

it('a machine that runs can take most actions, and what else there is to ask is asked', () => {
  expect(whenRunning(running)).toEqual({ kind: 'eligible' });
  expect(whenRunning(running, () => satisfied('Done.'))).toEqual({
    kind: 'satisfied',
    reason: 'Done.',
  });
});

it('a stopped machine is left out, whatever else there is to ask', () => {
  expect(whenRunning(stopped)).toEqual(excluded('The asset is stopped.'));
  expect(whenRunning(stopped, () => eligible)).toEqual({
    kind: 'excluded',
    reason: 'The asset is stopped.',
  });
});

it('some actions any asset can take', () => {
  expect(always()).toEqual(eligible);
});

it.each([
  [{}, eligible],
  [{ ping_status: 'Online' }, eligible],
  [
    { ping_status: 'ConnectionLost' },
    excluded('Systems Manager does not reach the asset: PingStatus ConnectionLost.'),
  ],
  [
    { ping_status: 'x'.repeat(100) },
    excluded(`Systems Manager does not reach the asset: PingStatus ${'x'.repeat(63)}….`),
  ],
  [{ ping_status: 'Online', state: 'stopped' }, excluded('The asset is stopped.')],
] as const)('what needs an agent on a machine with %j: %j', (changes, answer) => {
  expect(whenReachable(anAsset(1, changes))).toEqual(answer);
});
