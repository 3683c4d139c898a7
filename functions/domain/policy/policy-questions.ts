import type { Plan } from '../plan/plan.ts';
import { toPlanPolicyInput } from './plan-policy-input.ts';
import { nothingKnown } from './policy-input.ts';
import type { PolicyQuestion, TightenedLimits } from './policy-input.ts';

/** The policies that judge plans; the others are asked about something else. */
export type PlanPolicy = 'production_safety' | 'sop_safety' | 'image_safety';

type Asking<Name extends PlanPolicy> = (
  plan: Plan,
  limits: TightenedLimits | undefined,
) => Extract<PolicyQuestion, [Name, unknown]>;

/** How each is asked. A plan names a procedure or an image and has no facts of it, which denies it. */
const questions = {
  production_safety: (plan, limits) => ['production_safety', toPlanPolicyInput(plan, limits)],
  sop_safety: () => ['sop_safety', nothingKnown],
  image_safety: () => ['image_safety', nothingKnown],
} satisfies { readonly [Name in PlanPolicy]: Asking<Name> };

/** Everything that policy is asked about a plan: the same when it is validated and before each phase. */
export const policyQuestionsOf = (
  plan: Plan,
  policies: readonly PlanPolicy[],
  limits?: TightenedLimits,
): readonly PolicyQuestion[] => policies.map((policy) => questions[policy](plan, limits));
