import { describe, expect, it } from 'vitest';
import { quoted } from '../../../functions/domain/intent/quoted.ts';
import { claimsOf } from '../../support/planning/small-fleet.ts';

describe('quoted', () => {
  it.each([
    [1, 3, '“Web  Servers”'],
    [0, 1, '“Patch”'],
    [1, 1, '“Web”'],
    [0, 9, '“Patch  Web  Servers, now”'],
    [9, 12, '“Patch  Web  Servers, now”'],
  ])('quotes %i to %i as they were sent: %s', (from, to, text) => {
    const found = quoted(claimsOf('Patch  Web  Servers, now'), { from, to });

    expect(found.replace(/\s+/gu, ' ')).toBe(text.replace(/\s+/gu, ' '));
  });

  it('cuts to 80 characters', () => {
    expect(quoted(claimsOf('a'.repeat(100)), { from: 0, to: 1 }).length).toBeLessThanOrEqual(83);
  });
});
