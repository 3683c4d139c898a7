import { describe, expect, it } from 'vitest';
import { describesScope } from '../../../functions/domain/intent/describes-scope.ts';
import { claimsOf } from '../../support/planning/small-fleet.ts';

const claimed = (intent: string, ...scopes: readonly number[]) => {
  const claims = claimsOf(intent);
  for (const at of scopes) claims.take({ from: at, to: at + 1, as: 'scope', value: null });
  return claims;
};

describe('describesScope', () => {
  it.each([
    ['the kiosk machines lag', 1, []],
    ['the kiosk web ones lag', 1, [2]],
    ['the kiosk payment web lag', 1, [3]],
    ['servers in strasbourg lag', 2, []],
    ['they stand on blue', 3, []],
    ['the box blue7 lags', 2, []],
    ['9 servers lag', 0, []],
    ['servers 9 and up lag', 1, []],
  ])('hears machines told apart in “%s”, at %i', (intent, at, scopes) => {
    expect(describesScope(claimed(intent, ...scopes), at)).toBe(true);
  });

  it.each([
    ['the dashboard says api lags', 1, [3]],
    ['the dashboard has api in red', 1, [3]],
    ['drift of 14 there', 2, []],
    ['policy says 30', 2, []],
    ['the kiosk was out', 1, []],
    ['the scan in january', 1, []],
    ['tricks of the web', 0, [3]],
  ])('hears none in “%s”, at %i', (intent, at, scopes) => {
    expect(describesScope(claimed(intent, ...scopes), at)).toBe(false);
  });
});
