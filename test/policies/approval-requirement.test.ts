import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { approvalRequirementOf } from '../../functions/domain/policy/approval-requirement.ts';
import type { ApprovalPolicyInput } from '../../functions/domain/policy/policy-input.ts';
import { policyFailed } from '../../functions/domain/policy/policy-verdict.ts';
import { wasmPolicyEngineOf } from '../../functions/adapters/opa/wasm-policy.ts';
import { approvalFacts } from './inputs.ts';

const engine = wasmPolicyEngineOf(join(import.meta.dirname, '../../policies/bundle'));

const requirement = async (facts: Partial<ApprovalPolicyInput>) =>
  approvalRequirementOf(
    await engine.evaluate('approval_requirement', { ...approvalFacts, ...facts }),
  );

describe('whether people must approve', () => {
  test.each<{
    what: string;
    facts: Partial<ApprovalPolicyInput>;
    /** required, waivable, canary_may_run */
    answer: readonly [boolean, boolean, boolean];
    reasons: string[];
  }>([
    { what: 'a high score in production', facts: {}, answer: [false, true, true], reasons: [] },
    {
      what: 'exactly the threshold',
      facts: { score_total: 80 },
      answer: [false, true, true],
      reasons: [],
    },
    {
      what: 'a score below production’s threshold',
      facts: { score_total: 79.9 },
      answer: [true, true, false],
      reasons: ['score'],
    },
    {
      what: 'the score’s own table',
      facts: { requires_approval_by_score: true },
      answer: [true, true, false],
      reasons: ['score'],
    },
    {
      what: 'a low score in development',
      facts: { environment: 'development', score_total: 0 },
      answer: [false, true, true],
      reasons: [],
    },
    {
      what: 'a middling score in staging',
      facts: { environment: 'staging', score_total: 60 },
      answer: [false, true, true],
      reasons: [],
    },
    {
      what: 'a low score in staging',
      facts: { environment: 'staging', score_total: 59 },
      answer: [true, true, false],
      reasons: ['score'],
    },
    {
      what: 'a threshold that the organisation raised',
      facts: { limits: { min_production_score_unapproved: 90 } },
      answer: [true, true, false],
      reasons: ['score'],
    },
    {
      what: 'a threshold that it tried to lower',
      facts: { score_total: 70, limits: { min_production_score_unapproved: 10 } },
      answer: [true, true, false],
      reasons: ['score'],
    },
    {
      what: 'critical risk',
      facts: { risk_level: 'critical' },
      answer: [true, false, false],
      reasons: ['critical-risk'],
    },
    {
      what: 'no undo',
      facts: { undo: 'none' },
      answer: [true, false, false],
      reasons: ['undo-none'],
    },
    {
      what: 'a freeze',
      facts: { frozen: true },
      answer: [true, false, false],
      reasons: ['frozen'],
    },
    {
      what: 'break-glass',
      facts: { break_glass: true },
      answer: [true, false, false],
      reasons: ['break-glass'],
    },
    {
      what: 'approve all',
      facts: { autonomy_mode: 'approve_all' },
      answer: [true, false, false],
      reasons: ['mode-approve-all'],
    },
    {
      what: 'plan only',
      facts: { autonomy_mode: 'plan_only' },
      answer: [true, false, false],
      reasons: ['mode-plan-only'],
    },
    {
      what: 'full autonomy below the threshold',
      facts: { autonomy_mode: 'full_auto', score_total: 65 },
      answer: [false, true, true],
      reasons: [],
    },
    {
      what: 'full autonomy at critical risk',
      facts: { autonomy_mode: 'full_auto', risk_level: 'critical' },
      answer: [true, false, false],
      reasons: ['critical-risk'],
    },
    {
      what: 'full autonomy without an undo',
      facts: { autonomy_mode: 'full_auto', undo: 'none' },
      answer: [true, false, false],
      reasons: ['undo-none'],
    },
    {
      what: 'full autonomy in a freeze',
      facts: { autonomy_mode: 'full_auto', frozen: true },
      answer: [true, false, false],
      reasons: ['frozen'],
    },
    {
      what: 'the canary alone',
      facts: { autonomy_mode: 'canary_only' },
      answer: [true, true, true],
      reasons: ['mode-canary-only'],
    },
    {
      what: 'the canary alone at critical risk',
      facts: { autonomy_mode: 'canary_only', risk_level: 'critical' },
      answer: [true, false, false],
      reasons: ['critical-risk', 'mode-canary-only'],
    },
  ])('$what', async ({ facts, answer, reasons }) => {
    const [required, waivable, canary_may_run] = answer;

    const found = await requirement(facts);

    expect(found).toMatchObject({ required, waivable, canary_may_run, reasons });
  });

  test.each<{
    what: string;
    facts: Partial<ApprovalPolicyInput>;
    quorum: number;
    four_eyes: boolean;
  }>([
    { what: 'nobody can be told apart', facts: {}, quorum: 1, four_eyes: false },
    {
      what: 'nobody can be told apart and the risk is critical',
      facts: { risk_level: 'critical' },
      quorum: 1,
      four_eyes: false,
    },
    {
      what: 'an identity provider in production',
      facts: { identity_provider: true },
      quorum: 1,
      four_eyes: true,
    },
    {
      what: 'an identity provider in staging',
      facts: { identity_provider: true, environment: 'staging' },
      quorum: 1,
      four_eyes: false,
    },
    {
      what: 'an identity provider and critical risk',
      facts: { identity_provider: true, risk_level: 'critical' },
      quorum: 2,
      four_eyes: true,
    },
    {
      what: 'a larger quorum of the organisation',
      facts: { org_quorum: 3 },
      quorum: 3,
      four_eyes: false,
    },
    {
      what: 'a smaller quorum than critical risk needs',
      facts: { identity_provider: true, risk_level: 'critical', org_quorum: 1 },
      quorum: 2,
      four_eyes: true,
    },
    {
      what: 'four eyes by the organisation',
      facts: { org_four_eyes: true },
      quorum: 1,
      four_eyes: true,
    },
    {
      what: 'four eyes that the organisation switched off',
      facts: { identity_provider: true, org_four_eyes: false },
      quorum: 1,
      four_eyes: true,
    },
    { what: 'break-glass', facts: { break_glass: true }, quorum: 1, four_eyes: true },
  ])('quorum and four eyes with $what', async ({ facts, quorum, four_eyes }) => {
    const found = await requirement(facts);

    expect(found).toMatchObject({ quorum, four_eyes });
  });
});

describe('where the policy gives nothing to rely on', () => {
  test('facts of another shape ask for the strictest approval', async () => {
    const verdict = await engine.evaluate('approval_requirement', { environment: 'production' });

    expect(approvalRequirementOf(verdict)).toEqual({
      required: true,
      waivable: false,
      canary_may_run: false,
      reasons: ['input-malformed'],
      quorum: 2,
      four_eyes: true,
    });
  });

  test('a policy that failed asks for the strictest approval', () => {
    const verdict = policyFailed({
      policy: 'approval_requirement',
      revision: 'r1',
      failure: 'policy-timeout',
    });

    expect(approvalRequirementOf(verdict)).toMatchObject({
      required: true,
      waivable: false,
      reasons: ['policy-timeout'],
    });
  });

  test('an answer without a requirement asks for the strictest approval', () => {
    const verdict = { allowed: true, findings: [], revision: 'r1', result: { allow: true } };

    expect(approvalRequirementOf(verdict)).toMatchObject({ required: true, waivable: false });
  });
});
