import { describe, expect, it } from 'vitest';
import { changeKeyOf } from '../../../functions/domain/quality/change-key.ts';
import type { Plan } from '../../../functions/domain/plan/plan.ts';
import type { PastChange } from '../../../functions/domain/quality/past-changes.ts';
import { scorePlan } from '../../../functions/domain/quality/plan-score.ts';
import type { ScoreFacts } from '../../../functions/domain/quality/plan-score.ts';
import { allowedEnvironments, permissionOf } from '../../../functions/domain/quality/thresholds.ts';
import { QualityScore } from '../../../functions/domain/quality/quality-score.ts';
import { aBuiltPlan } from '../../support/builders/a-built-plan.ts';
import { aPastChange, times } from '../../support/builders/a-past-change.ts';
import { aSpec } from '../../support/builders/a-spec.ts';
import { noon } from '../../support/builders/moments.ts';

const plan = aBuiltPlan();

const factsOf = (changes: Partial<ScoreFacts> = {}): ScoreFacts => ({
  plan,
  schemaValid: true,
  findings: [],
  past: [],
  assetsInWindow: 20,
  now: noon,
  ...changes,
});

const past = (changes: Partial<PastChange> = {}, daysAgo = 1): PastChange =>
  aPastChange({ review: 'none', ...changes }, daysAgo);

const withCriteria = (failure_threshold_exceeded: boolean, health_check_failed: boolean) => ({
  phases: plan.phases.map((phase) => ({
    ...phase,
    rollback_if: { ...phase.rollback_if, failure_threshold_exceeded, health_check_failed },
  })),
});

const withoutCriteria = {
  failure_threshold_exceeded: false,
  health_check_failed: false,
  max_unhealthy_sample_percent: 50,
};

const withFirstPhase = (changes: Partial<Plan['phases'][number]>) => ({
  phases: plan.phases.map((phase, index) => (index === 0 ? { ...phase, ...changes } : phase)),
});

const warning = { code: 'w', severity: 'warning', message: '', rule: 'production_safety' } as const;
const denial = { code: 'd', severity: 'error', message: '', rule: 'production_safety' } as const;

describe('scorePlan', () => {
  it('adds five dimensions up, each with its checks', () => {
    const score = scorePlan(factsOf());

    expect(QualityScore.parse(score)).toEqual(score);
    expect(score).toMatchObject({
      total: 66,
      structural: 20,
      policy_compliance: 20,
      test_coverage: 8,
      operational_history: 10,
      human_review: 8,
      requires_approval: true,
      allowed_environments: ['development', 'staging', 'production'],
    });
    expect(score.dimensions.structural?.map(({ check, points }) => [check, points])).toEqual([
      ['schema valid', 10],
      ['rollback complete', 4],
      ['health checks in every phase', 3],
      ['evidence and assumptions', 3],
    ]);
  });

  it.each([
    ['an invalid schema', factsOf({ schemaValid: false }), 10],
    ['no assumptions', factsOf({ plan: { ...plan, assumptions: [] } }), 17],
    ['no evidence', factsOf({ plan: { ...plan, evidence: [] } }), 17],
    [
      'a phase without checks',
      factsOf({ plan: { ...plan, phases: plan.phases.map((p) => ({ ...p, health_checks: [] })) } }),
      17,
    ],
    [
      'nothing captured',
      factsOf({ plan: { ...plan, rollback: { ...plan.rollback, captures: [] } } }),
      16,
    ],
  ])('takes structure points for %s', (_case, facts, points) => {
    expect(scorePlan(facts).structural).toBe(points);
  });

  it.each([
    [[], 20],
    [[warning], 15],
    [[warning, warning], 10],
    [[warning, warning, warning, warning, warning], 0],
    [[denial], 0],
  ])('gives for the findings %j %i policy points', (findings, points) => {
    expect(scorePlan(factsOf({ findings })).policy_compliance).toBe(points);
  });

  it.each<[string, Partial<Plan>, number]>([
    ['no method of rollback', { rollback: { ...plan.rollback, method: '' } }, 16],
    [
      'nothing captured where nothing has to be undone',
      {
        rollback: { ...plan.rollback, captures: [] },
        action: { ...plan.action, undo: 'not_needed' },
      },
      20,
    ],
    ['one criterion in every phase', withCriteria(true, false), 20],
    ['the other criterion in every phase', withCriteria(false, true), 20],
    ['no criterion', withCriteria(false, false), 16],
    ['no criterion in one phase', withFirstPhase({ rollback_if: withoutCriteria }), 16],
    ['no checks in one phase', withFirstPhase({ health_checks: [] }), 17],
  ])('gives structure points for %s', (_case, changes, points) => {
    expect(scorePlan(factsOf({ plan: { ...plan, ...changes } })).structural).toBe(points);
  });

  it('tells each check with what it is about', () => {
    expect(scorePlan(factsOf({ findings: [warning] })).dimensions).toEqual({
      structural: [
        {
          check: 'schema valid',
          passed: true,
          points: 10,
          of: 10,
          detail: 'The plan has the agreed shape.',
        },
        {
          check: 'rollback complete',
          passed: true,
          points: 4,
          of: 4,
          detail: 'Method, what is captured before, and a criterion in every phase.',
        },
        {
          check: 'health checks in every phase',
          passed: true,
          points: 3,
          of: 3,
          detail: '6 phases.',
        },
        {
          check: 'evidence and assumptions',
          passed: true,
          points: 3,
          of: 3,
          detail: '1 statements with evidence, 1 assumptions.',
        },
      ],
      policy_compliance: [
        { check: 'policies', passed: false, points: 15, of: 20, detail: '1 warnings.' },
      ],
      test_coverage: [
        {
          check: 'proven elsewhere',
          passed: false,
          points: 8,
          of: 20,
          detail:
            'Simulated only. Completed in staging within 30 days on 0 assets in one run; 5 prove ' +
            'the 20 assets of this action in production within 24 hours.',
        },
      ],
      operational_history: [
        {
          check: 'smoothed success rate',
          passed: false,
          points: 10,
          of: 20,
          detail:
            '0 executed in 90 days count. 0 completed without another person’s approval and do not.',
        },
      ],
      human_review: [
        {
          check: 'smoothed share approved unchanged',
          passed: false,
          points: 8,
          of: 20,
          detail: '0 of 0 approved as they were by another person in 90 days.',
        },
      ],
    });
  });

  it('says of a denial that it is one, and of none that there are no warnings', () => {
    const policies = (findings: ScoreFacts['findings']) =>
      scorePlan(factsOf({ findings })).dimensions.policy_compliance;

    expect(policies([warning, denial])).toEqual([
      { check: 'policies', passed: false, points: 0, of: 20, detail: 'Denied.' },
    ]);
    expect(policies([])).toEqual([
      { check: 'policies', passed: true, points: 20, of: 20, detail: '0 warnings.' },
    ]);
  });

  it('needs no approval by the score from 80 on in production', () => {
    const proven = times(8, past({ environment: 'staging', change_key: changeKeyOf(plan) }));
    const score = scorePlan(factsOf({ past: proven }));

    expect([score.total, score.requires_approval]).toEqual([86, false]);
  });

  const same = changeKeyOf(plan);
  it.each<[string, Partial<ScoreFacts>, number]>([
    ['proven in staging', { past: [past({ environment: 'staging', change_key: same })] }, 20],
    [
      'proven in development',
      { past: [past({ environment: 'development', change_key: same })] },
      12,
    ],
    [
      'proven in staging 31 days ago',
      { past: [past({ environment: 'staging', change_key: same }, 31)] },
      8,
    ],
    [
      'failed in staging',
      { past: [past({ environment: 'staging', change_key: same, outcome: 'failed' })] },
      8,
    ],
    ['another change proven in staging', { past: [past({ environment: 'staging' })] }, 8],
    ['proven in production only', { past: [past({ change_key: same })] }, 8],
    ['simulated only', {}, 8],
    ['not simulated', { plan: { ...plan, simulation: null } }, 0],
    [
      'simulated without success',
      { plan: { ...plan, simulation: { passed: false, tool_call_id: 'x' } } },
      0,
    ],
    ['simulated, for development', { plan: { ...plan, environment: 'development' } }, 20],
  ])('counts a change that is %s', (_case, changes, points) => {
    expect(scorePlan(factsOf(changes)).test_coverage).toBe(points);
  });

  it.each<[string, PastChange[], number]>([
    ['no history', [], 10],
    ['one success', [past()], 13],
    ['eight successes', times(8, past()), 18],
    ['one failure', [past({ outcome: 'failed' })], 6],
    ['one rollback', [past({ outcome: 'rolled_back' })], 10],
    ['only old successes', times(8, past({}, 91)), 10],
    ['another agent’s successes', times(8, past({ agent: 'patch_agent' })), 10],
    ['tasks that never ran', times(8, past({ outcome: 'none' })), 10],
    [
      'the demo’s ledger',
      [
        ...times(14, past()),
        ...times(2, past({ outcome: 'rolled_back' })),
        ...times(2, past({ outcome: 'failed' })),
      ],
      16,
    ],
  ])('smooths operational history over %s', (_case, entries, points) => {
    expect(scorePlan(factsOf({ past: entries })).operational_history).toBe(points);
  });

  it.each<[string, PastChange[], number]>([
    ['no reviews', [], 8],
    ['one approval', [past({ review: 'approved_unchanged' })], 12],
    ['one modification', [past({ review: 'approved_modified' })], 5],
    ['one rejection', [past({ review: 'rejected' })], 5],
    ['ten approvals', times(10, past({ review: 'approved_unchanged' })), 18],
    [
      'the demo’s ledger',
      [
        ...times(15, past({ review: 'approved_unchanged' })),
        ...times(2, past({ review: 'approved_modified' })),
        past({ review: 'rejected' }),
      ],
      15,
    ],
  ])('smooths human review over %s', (_case, entries, points) => {
    expect(scorePlan(factsOf({ past: entries })).human_review).toBe(points);
  });
});

describe('changeKeyOf', () => {
  it('is the same for the same change in another environment, region or order of words', () => {
    const elsewhere = aBuiltPlan({
      spec: aSpec({ environment: 'staging' }),
      selector: { environment: 'staging', roles: ['web', 'web'], regions: ['eu-west-1'] },
    });

    expect(changeKeyOf(elsewhere)).toBe(changeKeyOf(plan));
  });

  it('differs for other services, platforms and actions', () => {
    const { selector, action } = plan;
    const others = [
      { ...plan, selector: { ...selector, services: ['checkout'] } },
      { ...plan, selector: { ...selector, platforms: ['linux' as const] } },
      { ...plan, selector: { ...selector, roles: ['app', 'web'] } },
      { ...plan, action: { ...action, type: 'patch' } },
    ].map(changeKeyOf);

    expect(new Set([...others, changeKeyOf(plan)]).size).toBe(5);
  });

  it('does not depend on the order of services and platforms', () => {
    const key = (services: string[], platforms: ('linux' | 'windows')[]) =>
      changeKeyOf({ ...plan, selector: { ...plan.selector, services, platforms } });

    expect(key(['a', 'b'], ['linux', 'windows'])).toBe(key(['b', 'a', 'b'], ['windows', 'linux']));
  });

  it('differs for another role or other parameters', () => {
    const roles = aBuiltPlan({ selector: { environment: 'production', roles: ['app'] } });
    const image = aBuiltPlan({ parameters: { image: 'ami-other' } });

    expect(changeKeyOf(roles)).not.toBe(changeKeyOf(plan));
    expect(changeKeyOf(image)).not.toBe(changeKeyOf(plan));
  });
});

describe('the thresholds', () => {
  it.each([
    [100, 'yes', 'yes', 'yes'],
    [80, 'yes', 'yes', 'yes'],
    [79, 'yes', 'yes', 'approval'],
    [60, 'yes', 'yes', 'approval'],
    [59, 'yes', 'approval', 'no'],
    [40, 'yes', 'approval', 'no'],
    [39, 'yes', 'no', 'no'],
    [0, 'yes', 'no', 'no'],
  ])('at %i: development %s, staging %s, production %s', (total, ...expected) => {
    const words = (['development', 'staging', 'production'] as const).map((environment) => {
      const { allowed, needs_approval } = permissionOf(total, environment);
      if (!allowed) return 'no';
      return needs_approval ? 'approval' : 'yes';
    });

    expect(words).toEqual(expected);
  });

  it('permit nothing to a score below all of them', () => {
    expect(permissionOf(-1, 'development')).toEqual({ allowed: false, needs_approval: true });
  });

  it.each([
    [75, ['development', 'staging', 'production']],
    [45, ['development', 'staging']],
    [10, ['development']],
  ])('at %i allow %j', (total, environments) => {
    expect(allowedEnvironments(total)).toEqual(environments);
  });
});
