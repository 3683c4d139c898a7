import { describe, expect, it } from 'vitest';
import { packageAt } from '../../../../functions/domain/intent/readers/package-at.ts';
import { claimsOf } from '../../../support/planning/small-fleet.ts';

describe('packageAt', () => {
  it.each([
    ['except openssl now', 1, { to: 2, name: 'openssl' }],
    ['the ssm agent', 1, { to: 3, name: 'ssm-agent' }],
    ['cloudwatch agent', 0, { to: 2, name: 'cloudwatch-agent' }],
    ['kernel', 0, { to: 1, name: 'kernel' }],
    ['openssl', 0, { to: 1, name: 'openssl' }],
    ['myopenssl', 0, null],
    ['opensslx', 0, null],
    ['agent', 0, null],
    ['openssl', 1, null],
  ])('names in “%s” at %i', (intent, place, found) => {
    expect(packageAt(claimsOf(intent), place)).toEqual(found);
  });
});
