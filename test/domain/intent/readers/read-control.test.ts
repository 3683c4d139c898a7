import { describe, expect, it } from 'vitest';
import { makeClaims } from '../../../../functions/domain/intent/claims.ts';
import { readText } from '../../../../functions/domain/intent/request-text.ts';
import { readControl } from '../../../../functions/domain/intent/readers/read-control.ts';

const meddles = (intent: string): boolean => readControl(makeClaims(readText(intent))) !== null;

describe('readControl', () => {
  it.each([
    'Stop the patch rollout in staging',
    'Pause patching of prod web servers',
    'Undo the drift fix on staging web servers',
    'please abort the rollout',
    'approve the patch rollout',
    'retry the failed drift remediation',
    'roll it back',
    'how is the rollout going?',
    'Check the status of the patch rollout on staging web servers',
  ])('finds that “%s” is about what runs', (intent) => {
    expect(meddles(intent)).toBe(true);
  });

  it.each([
    'Patch staging web servers',
    'Roll out the October kernel patches to staging',
    'Revert the settings on staging web servers to the golden image',
    'Undo manual changes on prod web servers',
    'where are we wasting money',
  ])('finds no such thing in “%s”', (intent) => {
    expect(meddles(intent)).toBe(false);
  });
});
