import { describe, expect, it } from 'vitest';
import { narrowChange } from '../../../functions/domain/intent/narrow-change.ts';
import type { TaskType } from '../../../functions/domain/task/task-type.ts';
import { claimsOf } from '../../support/planning/small-fleet.ts';

const taken = (intent: string, type: TaskType) => {
  const claims = claimsOf(intent);
  narrowChange(claims, type, {});
  return claims.spans().map(({ text }) => text);
};

describe('narrowChange', () => {
  it.each([
    ['patch web right away', 'right away'],
    ['patch web without further delay', 'without further delay'],
    ['patch web by the SOC 2 period', 'SOC 2'],
    ['patch web before the Monday freeze', 'freeze'],
    ['patch web, on call here', 'on call'],
    ['patch web to close the sandbox escape', 'sandbox'],
    ['patch web to the newest minor release', 'minor'],
    ['patch web, alarm config_drift_high', 'config_drift_high'],
  ])('takes what narrows nothing in “%s”', (intent, words) => {
    expect(taken(intent, 'patch_rollout')).toContain(words);
  });

  it.each([
    ...['patch web, only minor releases', 'patch the pci 7 servers', 'patch web but not the app'],
    ...['patch frozen servers', 'patch web without app', 'patch web in place 3'],
  ])('takes nothing of “%s”, which narrows', (intent) => {
    expect(taken(intent, 'patch_rollout')).toEqual([]);
  });

  it.each([
    ['fix drift, kernel parameters are off', 'kernel'],
    ['fix drift of servers that no longer match', 'no longer'],
    ['we want web without drift', 'without drift'],
    ['restore the state held in git', 'held in'],
  ])('takes what has drifted in “%s”', (intent, words) => {
    expect(taken(intent, 'drift_remediation')).toContain(words);
  });

  it('leaves to other types what is a change’s alone', () => {
    expect(taken('audit web for SOC 2', 'compliance_audit')).toEqual([]);
  });
});
