import { expect, it } from 'vitest';
import {
  always,
  eligible,
  excluded,
  satisfied,
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
