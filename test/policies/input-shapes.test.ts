import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { policyInputs } from '../../functions/domain/policy/policy-input.ts';
import { PolicyName } from '../../functions/domain/policy/policy-name.ts';
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
  const examples: Readonly<Record<PolicyName, readonly unknown[]>> = {
    production_safety: [compliantPlan],
    sop_safety: [compliantSop],
    image_safety: [compliantBuild, compliantPromotion],
    terraform_safety: [terraformPlan('aws_instance', {})],
    tool_authorization: [allowedToolCall],
    approval_requirement: [approvalFacts],
  };
  const cases: readonly (readonly [string, z.ZodType, unknown])[] = PolicyName.options.flatMap(
    (name) => examples[name].map((input) => [name, policyInputs[name], input] as const),
  );

  it.each(cases)('accepts what the cases of %s are made of', (_name, schema, input) => {
    expect(schema.safeParse(input).error).toBeUndefined();
  });

  it.each(cases)('refuses text in place of an input of %s', (_name, schema) => {
    expect(schema.safeParse('input').success).toBe(false);
  });
});
