import { describe, expect, it } from 'vitest';
import { ReasonCode } from '../../../functions/domain/policy/approval-reason.ts';
import { judgeGrant } from '../../../functions/domain/policy/earned-grant.ts';
import type { EarnedGrant, GrantLoss } from '../../../functions/domain/policy/earned-grant.ts';
import { explainReasons } from '../../../functions/domain/policy/explain-requirement.ts';
import type { ReasonFacts } from '../../../functions/domain/policy/explain-requirement.ts';
import { OrgId, TaskId } from '../../../functions/domain/shared/ids.ts';

const grant: EarnedGrant = judgeGrant({
  scope: {
    org_id: OrgId.parse('org-123'),
    environment: 'production',
    task_type: 'patch_rollout',
    action: 'patch',
  },
  past: [],
  policyRevision: 'r1',
  hasIdentityProvider: true,
  isSwitchedOn: true,
  requester: null,
  now: 0,
});

const facts: ReasonFacts = {
  ...{ total: 60, planned: 3, assetsInWindow: 3, environment: 'production', action: 'patch' },
  grant,
};

const explain = (code: ReasonCode, changes: Partial<ReasonFacts> = {}) =>
  explainReasons([code], { ...facts, ...changes })[0]?.message;

it('gives every reason a sentence of its own, in the order of the reasons', () => {
  const explained = explainReasons(ReasonCode.options, facts);

  expect(explained.map(({ code }) => code)).toEqual(ReasonCode.options);
  expect(explained[0]?.message).toBe(
    'The quality score is 60, below what runs without people in production.',
  );
  expect(explained.filter(({ message }) => message.startsWith('The policy says'))).toEqual([]);
  expect(new Set(explained.map(({ message }) => message)).size).toBe(ReasonCode.options.length);
});

it('lets a reason that an edited policy adds explain itself', () => {
  expect(explainReasons(['full-moon'], facts)).toEqual([
    { code: 'full-moon', message: 'The policy says: full-moon.' },
  ]);
});

it.each<[ReasonCode, RegExp]>([
  ['critical-risk', /risk is critical.*nothing waives.*changes 3 assets\.$/u],
  ['undo-none', /patch.*can’t be undone.*nothing waives/u],
  ['frozen', /freeze is in force/u],
  ['mode-approve-all', /approve every change in production/u],
  ['mode-plan-only', /carried out in production, only planned/u],
  ['mode-canary-only', /Only a canary.*before people approve in production/u],
  ['break-glass', /glass was broken.*another person/u],
  ['input-malformed', /facts.*could not be read/u],
  ['rejected-recently', /rejected the same change in production within 30 days/u],
  ['planners-disagree', /planners.*different plans/u],
])('says of %s what it rests on', (code, words) => {
  expect(explain(code)).toMatch(words);
});

describe('the assets that a reason counts', () => {
  const earned = { grant: { ...grant, max_assets: 40 } };

  it('are the plan’s own where nothing else got the action within 24 hours', () => {
    expect(explain('grant-exceeded', earned)).toBe(
      'The plan changes 3 assets; the grant was earned with at most 40.',
    );
    expect(explain('grant-exceeded', { ...earned, assetsInWindow: 2 })).toContain(
      'The plan changes 3 assets',
    );
  });

  it('are told with what others changed within 24 hours', () => {
    const slices = { ...earned, assetsInWindow: 41 };

    expect(explain('grant-exceeded', slices)).toBe(
      '41 assets get patch in production within 24 hours, 3 of them by this plan; ' +
        'the grant was earned with at most 40.',
    );
    expect(explain('critical-risk', slices)).toContain('41 assets get patch in production');
  });
});

describe('a grant that is missing', () => {
  const missing = ['Three rollouts.', 'Two people.'];
  const needed =
    'In production only an earned grant takes the place of people, and there is none for patch. ' +
    'Missing: Three rollouts. Two people.';

  it('is told with all that it needs', () => {
    expect(explain('no-earned-grant', { grant: { ...grant, missing } })).toBe(needed);
  });

  it.each<[GrantLoss['by'], string]>([
    ['rejected', 'was rejected'],
    ['failed', 'failed'],
    ['rolled_back', 'was rolled back'],
    ['policy_changed', 'ran under another policy'],
  ])('is told with what took it away: %s', (by, words) => {
    const loss: GrantLoss = {
      by,
      task_id: TaskId.parse('task-01h00000000000000000000000'),
      at: '2026-03-01T12:00:00.000Z',
    };

    expect(explain('no-earned-grant', { grant: { ...grant, missing, taken_away: loss } })).toBe(
      `${needed} What was before does not count: ${loss.task_id} ${words}.`,
    );
  });
});
