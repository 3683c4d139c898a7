import { describe, expect, it } from 'vitest';
import { isAtLeast } from '../../../functions/domain/shared/severity.ts';

describe('the ladder of severities', () => {
  it.each([
    ['low', 'low', true],
    ['low', 'medium', false],
    ['medium', 'low', true],
    ['medium', 'high', false],
    ['high', 'medium', true],
    ['high', 'critical', false],
    ['critical', 'high', true],
    ['critical', 'critical', true],
  ] as const)('%s is at least %s: %s', (level, least, expected) => {
    expect(isAtLeast(level, least)).toBe(expected);
  });
});
