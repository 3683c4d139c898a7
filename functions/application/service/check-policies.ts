import { approvalRequirementOf } from '../../domain/policy/approval-requirement.ts';
import { nothingKnown } from '../../domain/policy/policy-input.ts';
import { PolicyName } from '../../domain/policy/policy-name.ts';
import { policyFailureIn } from '../../domain/policy/policy-verdict.ts';
import type { PolicyVerdict } from '../../domain/policy/policy-verdict.ts';
import type { PolicyEngine } from '../planning/planning-ports.ts';
import { NotReady } from './readiness-ports.ts';

const faults = ['missing', 'dataless', 'unusable', 'foreign'] as const;
type Fault = (typeof faults)[number];

/** How a policy of the product denies facts of no shape that it reads. */
const notUnderstood = 'input-malformed';

type Failure = NonNullable<ReturnType<typeof policyFailureIn>>['failure'];

const faultOfFailure = {
  'policy-undefined': 'missing',
  'policy-missing': 'missing',
  'limits-missing': 'dataless',
  'policy-error': 'unusable',
  'policy-timeout': 'unusable',
} as const satisfies Readonly<Record<Failure, Fault>>;

const byFindings = (): boolean => true;

/** Whether the answer says all that is read of it: of most policies their findings, and of one more. */
const saysEnough = {
  production_safety: byFindings,
  sop_safety: byFindings,
  image_safety: byFindings,
  terraform_safety: byFindings,
  tool_authorization: byFindings,
  approval_requirement: (verdict) =>
    !approvalRequirementOf({ ...verdict, allowed: true }).reasons.includes('policy-error'),
} satisfies Readonly<Record<PolicyName, (verdict: PolicyVerdict) => boolean>>;

const faultOf = (name: PolicyName, verdict: PolicyVerdict): Fault | null => {
  const failure = policyFailureIn(verdict.findings)?.failure;
  if (failure !== undefined) return faultOfFailure[failure];
  const isOurs = !verdict.allowed && verdict.findings.some(({ code }) => code === notUnderstood);
  if (!isOurs) return 'foreign';
  return saysEnough[name](verdict) ? null : 'unusable';
};

const sentences: Readonly<Record<Fault, string>> = {
  missing: 'the policy engine lacks the packages',
  dataless: 'data.limits is missing for the packages',
  unusable: 'no usable answer from the packages',
  foreign: 'not the product’s own are the packages',
};

/**
 * The revision of the policies, once each of the six was asked and answered as the product's do.
 * @throws NotReady that names the packages which are missing or answer otherwise.
 */
export const checkPolicies = async (engine: PolicyEngine): Promise<string> => {
  const answers = await Promise.all(
    PolicyName.options.map(async (name) => ({
      name,
      fault: faultOf(name, await engine.evaluate(name, nothingKnown)),
    })),
  );
  const said = faults.flatMap((kind) => {
    const names = answers.filter(({ fault }) => fault === kind);
    if (names.length === 0) return [];
    return [`${sentences[kind]} ${names.map(({ name }) => `orchestrator.${name}`).join(', ')}`];
  });
  if (said.length > 0) throw new NotReady(said.join('; '));
  return engine.revision();
};
