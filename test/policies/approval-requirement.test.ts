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

const modes = ['score', 'full_auto', 'canary_only'] as const;

const { grant: earned, ...withoutGrant } = approvalFacts;

describe('an earned grant in production', () => {
  test.each<{ what: string; grant: unknown; reason: string }>([
    { what: 'none', grant: undefined, reason: 'no-earned-grant' },
    { what: 'null', grant: null, reason: 'no-earned-grant' },
    { what: 'a bare yes', grant: true, reason: 'no-earned-grant' },
    {
      what: 'one that was not earned',
      grant: { ...earned, earned: false },
      reason: 'no-earned-grant',
    },
    {
      what: 'one earned in words',
      grant: { ...earned, earned: 'true' },
      reason: 'no-earned-grant',
    },
    {
      what: 'one of another org',
      grant: { ...earned, org_id: 'org-9' },
      reason: 'no-earned-grant',
    },
    {
      what: 'one of staging',
      grant: { ...earned, environment: 'staging' },
      reason: 'no-earned-grant',
    },
    {
      what: 'one of another kind of task',
      grant: { ...earned, task_type: 'patch_rollout' },
      reason: 'no-earned-grant',
    },
    {
      what: 'one of another action',
      grant: { ...earned, action: 'patch' },
      reason: 'no-earned-grant',
    },
    { what: 'one that names nothing', grant: { earned: true }, reason: 'no-earned-grant' },
    {
      what: 'one of 46 assets for 47',
      grant: { ...earned, max_assets: 46 },
      reason: 'grant-exceeded',
    },
    {
      what: 'one of no known size',
      grant: { ...earned, max_assets: '50' },
      reason: 'grant-exceeded',
    },
  ])('$what waives in no mode', async ({ grant, reason }) => {
    for (const autonomy_mode of modes) {
      const facts = {
        ...withoutGrant,
        autonomy_mode,
        score_total: 100,
        ...(grant !== undefined && { grant }),
      };
      const found = approvalRequirementOf(await engine.evaluate('approval_requirement', facts));

      expect(found).toMatchObject({ required: true, waivable: false, canary_may_run: false });
      expect(found.reasons).toContain(reason);
    }
  });

  test.each([
    ['a rejection within 30 days', { rejected_recently: true }, 'rejected-recently'],
    ['planners that disagree', { planners_agree: false }, 'planners-disagree'],
    ['a requester who wants people', { require_approval: true }, 'approval-requested'],
    ['a critical risk', { risk_level: 'critical' }, 'critical-risk'],
    ['no undo', { undo: 'none' }, 'undo-none'],
    ['a freeze', { frozen: true }, 'frozen'],
  ] as const)('is outweighed by %s, in each environment and mode', async (_what, fact, reason) => {
    for (const environment of ['development', 'staging', 'production'] as const) {
      for (const autonomy_mode of modes) {
        const found = await requirement({ environment, autonomy_mode, score_total: 100, ...fact });

        expect(found).toMatchObject({ required: true, waivable: false, canary_may_run: false });
        expect(found.reasons).toContain(reason);
      }
    }
  });

  test('counts the same where the requester says false as where nothing is said', async () => {
    for (const facts of [{}, { score_total: 79 }, { frozen: true }, { risk_level: 'critical' }]) {
      const said = { ...facts, require_approval: false } as Partial<ApprovalPolicyInput>;

      expect(await requirement(said)).toEqual(
        await requirement(facts as Partial<ApprovalPolicyInput>),
      );
    }
  });

  test('is not asked for in development and staging', async () => {
    for (const environment of ['development', 'staging'] as const) {
      const facts = { ...withoutGrant, environment };

      expect(
        approvalRequirementOf(await engine.evaluate('approval_requirement', facts)),
      ).toMatchObject({ required: false, reasons: [] });
    }
  });

  test('is enough for exactly as many assets as earned it', async () => {
    expect(await requirement({ assets: 50 })).toMatchObject({ required: false });
    expect(await requirement({ assets: 51 })).toMatchObject({
      required: true,
      reasons: ['grant-exceeded'],
    });
  });

  test('needs planners that agree where two planned', async () => {
    expect(await requirement({ planners_agree: true })).toMatchObject({ required: false });
  });

  test.each(['rejected_recently', 'assets', 'org_id', 'action', 'task_type'])(
    'leaves nothing to rely on where %s is unknown',
    async (name) => {
      const facts = Object.fromEntries(
        Object.entries(approvalFacts).filter(([known]) => known !== name),
      );

      expect(
        approvalRequirementOf(await engine.evaluate('approval_requirement', facts)),
      ).toMatchObject({ required: true, waivable: false, quorum: 2, four_eyes: true });
    },
  );
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
