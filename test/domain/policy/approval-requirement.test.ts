import { describe, expect, it } from 'vitest';
import { approvalRequirementOf } from '../../../functions/domain/policy/approval-requirement.ts';
import type { PolicyVerdict } from '../../../functions/domain/policy/policy-verdict.ts';

const requirement = {
  required: true,
  waivable: true,
  canary_may_run: false,
  reasons: ['score'],
  quorum: 1,
  four_eyes: false,
};

const verdict = (changes: Partial<PolicyVerdict>): PolicyVerdict => ({
  allowed: true,
  findings: [],
  revision: 'r7',
  result: { allow: true, requirement },
  ...changes,
});

const strictest = (...reasons: string[]) => ({
  required: true,
  waivable: false,
  canary_may_run: false,
  reasons,
  quorum: 2,
  four_eyes: true,
});

describe('what a gate opens with', () => {
  it('is what the policy says', () => {
    expect(approvalRequirementOf(verdict({}))).toEqual(requirement);
  });

  it('is the strictest where the policy denied, for its reasons', () => {
    const finding = { severity: 'error', message: '', rule: 'approval_requirement' } as const;
    const findings = [
      { ...finding, code: 'frozen' },
      { ...finding, code: 'input-malformed' },
    ];

    expect(approvalRequirementOf(verdict({ allowed: false, findings }))).toEqual(
      strictest('frozen', 'input-malformed'),
    );
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['no requirement', { allow: true }],
    ['another shape', { requirement: { ...requirement, more: 1 } }],
    ['nobody to ask', { requirement: { ...requirement, quorum: 0 } }],
    ['words in place of yes', { requirement: { ...requirement, required: 'no' } }],
  ])('is the strictest where the answer holds %s', (_what, result) => {
    expect(approvalRequirementOf(verdict({ result }))).toEqual(strictest('policy-error'));
  });
});
