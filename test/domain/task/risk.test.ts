import { describe, expect, it } from 'vitest';
import { assessRisk, higherRisk } from '../../../functions/domain/task/risk.ts';

describe('assessRisk', () => {
  it.each([
    [{ environment: 'production', mutating: false, failover: true }, 'low'],
    [{ environment: 'development', mutating: true }, 'low'],
    [{ environment: 'staging', mutating: true }, 'medium'],
    [{ environment: 'production', mutating: true }, 'high'],
    [{ environment: 'production', mutating: true, affectedAssets: 500 }, 'high'],
    [{ environment: 'production', mutating: true, affectedAssets: 501 }, 'critical'],
    [{ environment: 'production', mutating: true, undo: 'none' }, 'critical'],
    [{ environment: 'production', mutating: true, undo: 'exact' }, 'high'],
    [{ environment: 'production', mutating: true, failover: true }, 'critical'],
    [{ environment: 'staging', mutating: true, affectedAssets: 9_999, undo: 'none' }, 'medium'],
  ] as const)('rates %j as %s', (facts, risk) => {
    expect(assessRisk(facts)).toBe(risk);
  });

  it('never lowers a level', () => {
    expect(higherRisk('critical', 'low')).toBe('critical');
    expect(higherRisk('low', 'medium')).toBe('medium');
  });
});
