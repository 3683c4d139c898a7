import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toPlanPolicyInput } from '../../functions/domain/policy/plan-policy-input.ts';
import { PlanPolicyInput } from '../../functions/domain/policy/policy-input.ts';
import { actionNamed } from '../../functions/specialists/actions/list.ts';
import { Plan } from '../../functions/domain/plan/plan.ts';
import { wasmPolicyEngineOf } from '../../functions/adapters/opa/wasm-policy.ts';

const engine = wasmPolicyEngineOf(join(import.meta.dirname, '../../policies/bundle'));

const phase = (name: string, kind: 'canary' | 'wave', bake_seconds: number) => ({
  name,
  kind,
  assets: [{ asset_id: `asset-of-${name}`, name: 'web', version: 'ami-1' }],
  max_parallel: 1,
  bake_seconds,
  sample_interval_seconds: 1,
  health_checks: [{ type: 'http', path: '/health', expect_status: 200, max_latency_ms: 1_000 }],
  failure_threshold: { max_failed: 0, max_failed_percent: 0 },
  rollback_if: {
    failure_threshold_exceeded: true,
    health_check_failed: true,
    max_unhealthy_sample_percent: 50,
  },
});

/** Two assets that bake as briefly as the demo's. */
const plan = Plan.parse({
  summary: 'Patch two web assets',
  task_type: 'patch_rollout',
  agent: 'patch_agent',
  environment: 'production',
  risk_level: 'high',
  action: { type: 'patch', parameters: {}, undo: 'snapshot', simulated: true },
  selector: { environment: 'production' },
  total_assets: 2,
  phases: [phase('Canary', 'canary', 3), phase('Wave 1', 'wave', 2)],
  failure_budget: { max_failed: 0, max_failed_percent: 0 },
  rollback: {
    strategy: 'reverse_touched_assets',
    method: 'Replace the root volume.',
    captures: ['image'],
  },
  excluded: [],
  assumptions: [],
  alternatives: [],
  evidence: [],
  simulation: null,
  estimated_duration_seconds: 10,
  estimated_cost_usd: 0,
  planned_at: '2026-01-02T03:04:05.000Z',
});

describe('a plan as the policy reads it', () => {
  test('has the agreed shape', () => {
    const input = toPlanPolicyInput(plan, { max_phase_percent: 10 });

    expect(PlanPolicyInput.parse(input)).toEqual(input);
    expect(input.phases[0]?.asset_ids).toEqual(['asset-of-Canary']);
    expect(input.rollback).toEqual({ strategy: 'reverse_touched_assets', undo: 'snapshot' });
    expect(input.limits).toEqual({ max_phase_percent: 10 });
  });

  test('is allowed with one warning when the demo’s clock bakes it', async () => {
    const verdict = await engine.evaluate('production_safety', toPlanPolicyInput(plan));

    expect(verdict.allowed).toBe(true);
    expect(verdict.findings).toEqual([
      {
        code: 'bake-short',
        severity: 'warning',
        message: 'Bakes shorter than the recommended 300 s: Canary, Wave 1',
        rule: 'production_safety',
      },
    ]);
  });

  test('is judged by the policies of its action', () => {
    expect(actionNamed('patch')?.policies).toEqual(['production_safety']);
    expect(actionNamed('execute_sop')?.policies).toEqual(['production_safety', 'sop_safety']);
    expect(actionNamed('promote_image')?.policies).toEqual(['production_safety', 'image_safety']);
    expect(actionNamed('build_image')?.policies).toEqual(['production_safety', 'image_safety']);
  });
});
