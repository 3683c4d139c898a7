import * as z from 'zod';
import { compareText } from '../shared/text-order.ts';
import type { Finding } from './finding.ts';
import type { PolicyName } from './policy-name.ts';

/** What a policy decided. Not allowed always comes with at least one finding of severity `error`. */
export interface PolicyVerdict {
  readonly allowed: boolean;
  readonly findings: readonly Finding[];
  /** Names the policies and data that decided. */
  readonly revision: string;
  /** The policy's whole answer, for what it says beyond allowing; null when there was none. */
  readonly result: unknown;
}

const PolicyFailure = z.enum([
  'policy-undefined',
  'policy-error',
  'policy-timeout',
  'policy-missing',
]);
/** Why there is no answer of a policy to go by. Each is a denial. */
export type PolicyFailure = z.infer<typeof PolicyFailure>;

const failureMessages: Readonly<Record<PolicyFailure, string>> = {
  'policy-undefined': 'The policy gave no answer, which counts as a denial.',
  'policy-error': 'The policy could not be evaluated, which counts as a denial.',
  'policy-timeout': 'The policy did not answer in time, which counts as a denial.',
  'policy-missing': 'The policy is not installed, which counts as a denial.',
};

const PolicyFinding = z.strictObject({
  code: z.string().min(1),
  message: z.string(),
  phase: z.string().optional(),
});

const Denial = PolicyFinding.extend({ severity: z.literal('error') });

const PolicyAnswer = z.looseObject({
  allow: z.boolean(),
  deny: z.array(Denial),
  warn: z.array(PolicyFinding.extend({ severity: z.literal('warning') })),
});

interface Evaluation {
  readonly policy: PolicyName;
  readonly revision: string;
  /** The policy's rule `verdict`; undefined when the rule was undefined. */
  readonly answer: unknown;
}

/** The denial that stands in for an answer which a policy failed to give. */
export const policyFailed = ({
  policy,
  revision,
  failure,
}: {
  readonly policy: PolicyName;
  readonly revision: string;
  readonly failure: PolicyFailure;
}): PolicyVerdict => ({
  allowed: false,
  findings: [{ code: failure, severity: 'error', message: failureMessages[failure], rule: policy }],
  revision,
  result: null,
});

const deniedByDefault: z.infer<typeof Denial> = {
  code: 'policy-default-deny',
  severity: 'error',
  message: 'The policy allows nothing that it does not know.',
};

const sortKey = ({ severity, code, phase = '', message }: Finding): string =>
  [severity, code, phase, message].join('\u0000');

const byWeightThenName = (left: Finding, right: Finding): number =>
  compareText(sortKey(left), sortKey(right));

/**
 * Reads a policy's answer. Allowed only when it says so in the agreed shape and names no denial;
 * findings come errors first and in a fixed order, whichever engine evaluated.
 */
export const readPolicyAnswer = ({ policy, revision, answer }: Evaluation): PolicyVerdict => {
  if (answer === undefined) return policyFailed({ policy, revision, failure: 'policy-undefined' });
  const parsed = PolicyAnswer.safeParse(answer);
  if (!parsed.success) return policyFailed({ policy, revision, failure: 'policy-error' });
  const { allow, deny, warn } = parsed.data;
  const denials = allow || deny.length > 0 ? deny : [deniedByDefault];
  const findings = [...denials, ...warn].map(({ phase, ...finding }) => ({
    ...finding,
    ...(phase === undefined ? {} : { phase }),
    rule: policy,
  }));
  return {
    allowed: allow && deny.length === 0,
    findings: findings.sort(byWeightThenName),
    revision,
    result: answer,
  };
};

/** What findings say of an engine that can't decide: no answer, or policies without their data. */
const UndecidedCode = z.enum([...PolicyFailure.options, 'limits-missing']);

/** Why a policy could not decide, from the findings of its verdict; null where it did. */
export const policyFailureIn = (
  findings: readonly Finding[],
): { readonly policy: string; readonly failure: z.infer<typeof UndecidedCode> } | null => {
  for (const { code, rule } of findings) {
    const failure = UndecidedCode.safeParse(code);
    if (failure.success) return { policy: rule, failure: failure.data };
  }
  return null;
};

/** What a task says that had to end because the policy engine gave no answer. */
export const policyUnavailable = ({
  policy,
  failure,
}: {
  policy: string;
  failure: string;
}): string =>
  `The policy engine gave no usable answer for orchestrator.${policy} (${failure}). ` +
  'Without one nothing goes on; GET /ready says what it lacks.';
