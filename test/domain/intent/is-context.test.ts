import { describe, expect, it } from 'vitest';
import { standsBeforeMachines } from '../../../functions/domain/intent/is-context.ts';
import { readIntent } from '../../support/planning/intent.ts';
import { claimsOf } from '../../support/planning/small-fleet.ts';

describe('standsBeforeMachines', () => {
  it.each([
    ['patch kiosk servers', 1, true],
    ['patch kiosk-a machines', 1, true],
    ['patch kiosk-a machines', 2, true],
    ['patch service kiosk', 2, true],
    ['service kiosk-a', 2, true],
    ['patch kiosk', 1, false],
    ['patch kiosk now servers', 1, false],
    ['servers', 0, false],
    ['servers', 9, false],
  ])('is asked of “%s” at %i: %s', (intent, at, expected) => {
    expect(standsBeforeMachines(claimsOf(intent), at)).toBe(expected);
  });
});

describe('a word around a change', () => {
  it.each([
    'patch staging servers the scanner flagged',
    'patch the servers in staging that our vendor manages',
    'patch the machines the dba team owns in staging',
    'patch staging servers for which the vendor is responsible',
    'patch the prod web servers that failed the audit',
    'patch nodes that are exposed in staging',
    'patch jira in staging',
    'update confluence on staging',
    'patch the subsidiary in staging',
  ])('is none where it tells which machines are meant: “%s”', (intent) => {
    expect(readIntent({ intent }).kind).toBe('unclear');
  });

  it.each([
    'patch production web servers please, our auditors asked for it',
    'fix the audit findings on staging web servers',
    'patch the staging web servers for the audit, please',
  ])('may stand beside what is meant: “%s”', (intent) => {
    expect(readIntent({ intent }).kind).toBe('settled');
  });
});
