import { describe, expect, it } from 'vitest';
import { standsBeforeMachines } from '../../../functions/domain/intent/is-context.ts';
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
