import { expect, it } from 'vitest';
import { ReasonCode } from '../../../functions/domain/policy/approval-reason.ts';
import { judgeGrant } from '../../../functions/domain/policy/earned-grant.ts';
import { explainReasons } from '../../../functions/domain/policy/explain-requirement.ts';
import { OrgId } from '../../../functions/domain/shared/ids.ts';

const facts = {
  ...{ total: 60, planned: 3, assetsInWindow: 3, environment: 'production', action: 'patch' },
  grant: judgeGrant({
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
  }),
};

it('gives every reason a sentence of its own, in the order of the reasons', () => {
  const explained = explainReasons(ReasonCode.options, facts);

  expect(explained.map(({ code }) => code)).toEqual(ReasonCode.options);
  expect(explained[0]?.message).toBe(
    'The quality score is 60, below what runs without people in production.',
  );
  expect(explained.filter(({ message }) => message.startsWith('The policy says'))).toEqual([]);
});

it('lets a reason that an edited policy adds explain itself', () => {
  expect(explainReasons(['full-moon'], facts)).toEqual([
    { code: 'full-moon', message: 'The policy says: full-moon.' },
  ]);
});
