import { expect, it } from 'vitest';
import { policyInputs } from '../../../functions/domain/policy/policy-input.ts';
import { PolicyName } from '../../../functions/domain/policy/policy-name.ts';

it('the policies are the packages that the bundle holds, each with a shape of what it is asked', () => {
  expect(PolicyName.options).toEqual([
    'production_safety',
    'sop_safety',
    'image_safety',
    'terraform_safety',
    'tool_authorization',
    'approval_requirement',
  ]);
  expect(Object.keys(policyInputs)).toEqual(PolicyName.options);
});
