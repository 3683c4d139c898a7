import { describe, expect, it } from 'vitest';
import { judgeFindings } from '../../../functions/domain/plan/judge-findings.ts';

describe('judgeFindings', () => {
  const error = (rule: string) => ({ code: 'x', severity: 'error' as const, message: '', rule });
  const warning = { ...error('production_safety'), severity: 'warning' as const };

  it.each([
    [[], 0, 'valid'],
    [[warning], 0, 'valid'],
    [[error('drift_safety')], 0, 'repairable'],
    [[error('conflicts'), warning], 1, 'repairable'],
    [[error('drift_safety')], 2, 'invalid'],
    [[error('production_safety')], 0, 'invalid'],
    [[error('schema'), error('drift_safety')], 0, 'invalid'],
  ] as const)('judges %j after %i repairs %s', (findings, repairs, outcome) => {
    expect(judgeFindings(findings, repairs)).toBe(outcome);
  });
});
