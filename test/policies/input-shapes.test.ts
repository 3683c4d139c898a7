import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import {
  ApprovalPolicyInput,
  ImagePolicyInput,
  PlanPolicyInput,
  SopPolicyInput,
  TerraformPolicyInput,
  ToolPolicyInput,
} from '../../functions/domain/policy/policy-input.ts';
import {
  allowedToolCall,
  approvalFacts,
  compliantBuild,
  compliantPlan,
  compliantPromotion,
  compliantSop,
  terraformPlan,
} from './inputs.ts';

describe('the documented shape of each policy input', () => {
  const cases: readonly (readonly [string, z.ZodType, unknown])[] = [
    ['production_safety', PlanPolicyInput, compliantPlan],
    ['sop_safety', SopPolicyInput, compliantSop],
    ['image_safety, build', ImagePolicyInput, compliantBuild],
    ['image_safety, promotion', ImagePolicyInput, compliantPromotion],
    ['terraform_safety', TerraformPolicyInput, terraformPlan('aws_instance', {})],
    ['tool_authorization', ToolPolicyInput, allowedToolCall],
    ['approval_requirement', ApprovalPolicyInput, approvalFacts],
  ];

  it.each(cases)('accepts what the cases of %s are made of', (_name, schema, input) => {
    expect(schema.safeParse(input).error).toBeUndefined();
  });

  it.each(cases)('refuses text in place of an input of %s', (_name, schema) => {
    expect(schema.safeParse('input').success).toBe(false);
  });
});
