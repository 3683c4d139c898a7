import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  makeWasmPolicyEngine,
  wasmPolicyEngineOf,
} from '../../../functions/adapters/opa/wasm-policy.ts';
import { readPolicyBundle } from '../../../functions/adapters/opa/policy-bundle.ts';
import type { PolicyEngine } from '../../../functions/application/planning/planning-ports.ts';
import { checkPolicies } from '../../../functions/application/service/check-policies.ts';
import { NotReady } from '../../../functions/application/service/readiness-ports.ts';
import type { PolicyName } from '../../../functions/domain/policy/policy-name.ts';
import { policyFailed } from '../../../functions/domain/policy/policy-verdict.ts';
import type {
  PolicyFailure,
  PolicyVerdict,
} from '../../../functions/domain/policy/policy-verdict.ts';

const own: PolicyEngine = wasmPolicyEngineOf(join(import.meta.dirname, '../../../policies/bundle'));

/** The product's own policies, but for what these answer. */
const answering = (others: Partial<Record<PolicyName, PolicyVerdict>>): PolicyEngine => ({
  ...own,
  evaluate: (...asked) => {
    const other = others[asked[0]];
    return other ? Promise.resolve(other) : own.evaluate(...asked);
  },
});

const without = (policy: PolicyName, failure: PolicyFailure): PolicyEngine =>
  answering({ [policy]: policyFailed({ policy, revision: 'r', failure }) });

const verdict = (changes: Partial<PolicyVerdict>): PolicyVerdict => ({
  allowed: false,
  findings: [],
  revision: 'r',
  result: null,
  ...changes,
});

const malformed = {
  code: 'input-malformed',
  severity: 'error',
  message: 'The input has another shape.',
  rule: 'approval_requirement',
} as const;

describe('the check of the policies', () => {
  it('gives their revision where each of the product’s own answers', async () => {
    expect(await checkPolicies(own)).toBe(await own.revision());
  });

  it.each<[PolicyFailure, string]>([
    ['policy-undefined', 'the policy engine lacks the packages orchestrator.sop_safety'],
    ['policy-missing', 'the policy engine lacks the packages orchestrator.sop_safety'],
    ['policy-error', 'no usable answer from the packages orchestrator.sop_safety'],
    ['policy-timeout', 'no usable answer from the packages orchestrator.sop_safety'],
  ])('names the package that answers with %s', async (failure, message) => {
    const checked = checkPolicies(without('sop_safety', failure));

    await expect(checked).rejects.toThrow(new NotReady(message));
  });

  it.each<[string, PolicyVerdict]>([
    ['allows what it can not know', verdict({ allowed: true })],
    ['denies without the product’s reason', verdict({})],
  ])('does not take for the product’s own a package that %s', async (_, answer) => {
    const checked = checkPolicies(answering({ image_safety: answer }));

    await expect(checked).rejects.toThrow(
      new NotReady('not the product’s own are the packages orchestrator.image_safety'),
    );
  });

  it('wants of the approval requirement what is read of it', async () => {
    const answer = verdict({ findings: [malformed], result: { requirement: {} } });

    await expect(checkPolicies(answering({ approval_requirement: answer }))).rejects.toThrow(
      new NotReady('no usable answer from the packages orchestrator.approval_requirement'),
    );
  });

  it('names every fault at once, what lacks first', async () => {
    const engine = answering({
      tool_authorization: verdict({ allowed: true }),
      sop_safety: policyFailed({ policy: 'sop_safety', revision: 'r', failure: 'policy-missing' }),
    });

    await expect(checkPolicies(engine)).rejects.toThrow(
      new NotReady(
        'the policy engine lacks the packages orchestrator.sop_safety; ' +
          'not the product’s own are the packages orchestrator.tool_authorization',
      ),
    );
  });

  it('names the packages that have lost their limits', async () => {
    const bundle = () => readPolicyBundle(join(import.meta.dirname, '../../../policies/bundle'));
    const dataless = makeWasmPolicyEngine({ bundle, data: {} });

    await expect(checkPolicies(dataless)).rejects.toThrow(
      /data\.limits is missing for the packages/,
    );
  });
});
