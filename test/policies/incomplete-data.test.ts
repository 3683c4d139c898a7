import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import data from '../../policies/data.json' with { type: 'json' };
import { readPolicyBundle } from '../../functions/adapters/opa/policy-bundle.ts';
import { makeWasmPolicyEngine } from '../../functions/adapters/opa/wasm-policy.ts';
import type { PolicyName } from '../../functions/domain/policy/policy-name.ts';
import {
  allowedToolCall,
  approvalFacts,
  changed,
  compliantBuild,
  compliantPlan,
  compliantPromotion,
  compliantSop,
  ingressRule,
} from './inputs.ts';

const bundle = () => readPolicyBundle(join(import.meta.dirname, '../../policies/bundle'));

/** An allowed input of each policy, with the parts of the data that it rests on. */
const reliances: readonly [PolicyName, object, readonly string[]][] = [
  ['production_safety', compliantPlan, ['catalogue.environments', 'catalogue.actions']],
  ['sop_safety', compliantSop, ['catalogue.environments', 'catalogue.actions']],
  ['image_safety', compliantBuild, ['catalogue.environments', 'catalogue.promotion_sources']],
  ['image_safety', compliantPromotion, ['catalogue.environments', 'catalogue.promotion_sources']],
  [
    'terraform_safety',
    ingressRule({}),
    [
      'catalogue.environments',
      'catalogue.terraform',
      'catalogue.terraform.stateful_types',
      'catalogue.terraform.admin_ports',
      'catalogue.terraform.identity_policy_types',
      'catalogue.terraform.policy_attachment_types',
    ],
  ],
  [
    'tool_authorization',
    allowedToolCall,
    [
      'catalogue.environments',
      'catalogue.agent_tools',
      'catalogue.shared_tools',
      'catalogue.proposed_tools',
    ],
  ],
  ['approval_requirement', approvalFacts, ['catalogue.environments']],
];

const limits = ['limits', ...Object.keys(data.limits).map((name) => `limits.${name}`)];

const rows = reliances.flatMap(([policy, input, parts]) =>
  ['catalogue', ...parts, ...limits].map((part) => ({ policy, input, part })),
);

describe('policies whose data is incomplete', () => {
  test.each(rows)('$policy denies what it allows once $part is gone', async (row) => {
    const whole = makeWasmPolicyEngine({ bundle });
    const partial = makeWasmPolicyEngine({ bundle, data: changed(data, row.part, undefined) });

    const before = await whole.evaluate(row.policy, row.input);
    const after = await partial.evaluate(row.policy, row.input);

    expect(before.allowed).toBe(true);
    expect(after.allowed).toBe(false);
    expect(after.findings.some(({ severity }) => severity === 'error')).toBe(true);
  });
});
