import type { Action } from '../action/action.ts';
import type { Plan } from '../plan/plan.ts';
import { toPlanPolicyInput } from './plan-policy-input.ts';
import { nothingKnown } from './policy-input.ts';
import type { PolicyQuestion, TightenedLimits } from './policy-input.ts';
import type { PlanPolicy } from './policy-name.ts';

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

/** An action that nobody knows gets the plan's own policy, which denies it. */
const ofUnknownAction: readonly PlanPolicy[] = ['production_safety'];

/**
 * Everything that policy is asked about a plan, by the action that it names: the same when the plan
 * is validated and before each phase.
 */
export const policyQuestionsOf = (
  plan: Plan,
  action: Pick<Action<never>, 'policies'> | null,
  limits?: TightenedLimits,
): readonly PolicyQuestion[] =>
  (action?.policies ?? ofUnknownAction).map((policy) => questions[policy](plan, limits));
