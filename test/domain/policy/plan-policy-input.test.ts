import { describe, expect, it } from 'vitest';
import { toPlanPolicyInput } from '../../../functions/domain/policy/plan-policy-input.ts';
import { aPhase, aPlan } from '../../support/builders/a-plan.ts';

describe('a plan as its policy reads it', () => {
  const plan = aPlan({ phases: [aPhase('Canary', ['i-1', 'i-2'])] });
  const input = {
    environment: 'production',
    task_type: 'drift_remediation',
    risk_level: 'high',
    total_assets: 2,
    action: { type: 'reimage' },
    phases: [
      {
        name: 'Canary',
        kind: 'canary',
        asset_ids: ['i-1', 'i-2'],
        max_parallel: 4,
        bake_seconds: 2,
        health_checks: [{ type: 'http' }],
        failure_threshold: { max_failed: 0, max_failed_percent: 100 },
        rollback_if: {
          failure_threshold_exceeded: true,
          health_check_failed: true,
          max_unhealthy_sample_percent: 50,
        },
      },
    ],
    rollback: { strategy: 'reverse_touched_assets', undo: 'exact' },
  };

  it('holds what the rules look at, and no word of others', () => {
    expect(toPlanPolicyInput(plan)).toEqual(input);
    expect(toPlanPolicyInput(plan)).not.toHaveProperty('limits');
  });

  it('carries the organisation’s own limits where they are set', () => {
    expect(toPlanPolicyInput(plan, { max_phase_percent: 10 })).toEqual({
      ...input,
      limits: { max_phase_percent: 10 },
    });
  });

  it.each([
    [{ not_before: '2026-03-01T09:00:00.000Z' }],
    [{ not_after: '2026-03-01T09:00:00.000Z' }],
  ])('carries the times of the request where it named them: %j', (times) => {
    expect(toPlanPolicyInput({ ...plan, ...times })).toEqual({ ...input, ...times });
    expect(Object.keys(toPlanPolicyInput(plan))).not.toContain(Object.keys(times)[0]);
  });
});
