import { describe, expect, it } from 'vitest';
import { explainReasons } from '../../../functions/domain/policy/explain-requirement.ts';
import type { ReasonFacts } from '../../../functions/domain/policy/explain-requirement.ts';
import type { EarnedGrant } from '../../../functions/domain/policy/earned-grant.ts';
import { noon, org, taskId } from '../../support/planning/builders.ts';

const noGrant: EarnedGrant = {
  scope: {
    org_id: org,
    environment: 'production',
    task_type: 'drift_remediation',
    action: 'reimage',
  },
  earned: false,
  max_assets: 12,
  rests_on: [],
  approvers: 0,
  missing: ['Three rollouts.', 'Two people.'],
  taken_away: null,
};

const facts: ReasonFacts = {
  total: 61,
  planned: 20,
  assetsInWindow: 20,
  environment: 'production',
  action: 'reimage',
  grant: noGrant,
};

const sentence = (code: string, changes: Partial<ReasonFacts> = {}): string | undefined =>
  explainReasons([code], { ...facts, ...changes })[0]?.message;

describe('why people are asked', () => {
  it.each([
    ['score', 'The quality score is 61, below what runs without people in production.'],
    ['critical-risk', 'The risk is critical, which nothing waives. The plan changes 20 assets.'],
    ['undo-none', 'What reimage does can’t be undone, which nothing waives.'],
    ['frozen', 'A change freeze is in force.'],
    ['mode-approve-all', 'People approve every change in production.'],
    ['mode-plan-only', 'Nothing is carried out in production, only planned.'],
    ['mode-canary-only', 'Only a canary may run before people approve in production.'],
    ['break-glass', 'The glass was broken, which always takes another person.'],
    ['input-malformed', 'The facts about the approval could not be read.'],
    [
      'no-earned-grant',
      'In production only an earned grant takes the place of people, and there is none for reimage. ' +
        'Missing: Three rollouts. Two people.',
    ],
    ['grant-exceeded', 'The plan changes 20 assets; the grant was earned with at most 12.'],
    ['rejected-recently', 'People rejected the same change in production within 30 days.'],
    ['planners-disagree', 'Two planners came to different plans.'],
    ['a-new-rule', 'The policy says: a-new-rule.'],
  ])('%s: %s', (code, message) => {
    expect(explainReasons([code], facts)).toEqual([{ code, message }]);
  });

  it('explains each reason, in the order of the policy', () => {
    expect(explainReasons(['frozen', 'score', 'frozen'], facts).map(({ code }) => code)).toEqual([
      'frozen',
      'score',
      'frozen',
    ]);
    expect(explainReasons([], facts)).toEqual([]);
  });

  it('tells of other plans’ assets only where there are some', () => {
    const together = '31 assets get reimage in production within 24 hours, 20 of them by this plan';

    expect(sentence('grant-exceeded', { assetsInWindow: 31 })).toBe(
      `${together}; the grant was earned with at most 12.`,
    );
    expect(sentence('critical-risk', { assetsInWindow: 31 })).toBe(
      `The risk is critical, which nothing waives. ${together}.`,
    );
    expect(sentence('critical-risk', { assetsInWindow: 19 })).toBe(
      'The risk is critical, which nothing waives. The plan changes 20 assets.',
    );
  });

  it.each([
    ['rejected', 'was rejected'],
    ['failed', 'failed'],
    ['rolled_back', 'was rolled back'],
    ['policy_changed', 'ran under another policy'],
  ] as const)('says what took a grant away: %s', (by, words) => {
    const taken_away = { by, task_id: taskId, at: new Date(noon).toISOString() };

    expect(sentence('no-earned-grant', { grant: { ...noGrant, taken_away } })).toBe(
      'In production only an earned grant takes the place of people, and there is none for reimage. ' +
        'Missing: Three rollouts. Two people. What was before does not count: ' +
        `task-01j00000000000000000000000 ${words}.`,
    );
  });
});
