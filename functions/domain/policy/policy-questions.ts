import { ActionType } from '../action/action.ts';
import type { Plan } from '../plan/plan.ts';
import { toPlanPolicyInput } from './plan-policy-input.ts';
import { nothingKnown } from './policy-input.ts';
import type { PolicyQuestion, TightenedLimits } from './policy-input.ts';

/** The policies that judge plans; the others are asked about something else. */
type PlanPolicy = 'production_safety' | 'sop_safety' | 'image_safety';

/** The policies that a plan of an action must pass, in order. */
const policiesOfAction = {
  patch: ['production_safety'],
  reimage: ['production_safety'],
  run_document: ['production_safety'],
  reboot: ['production_safety'],
  stop: ['production_safety'],
  start: ['production_safety'],
  resize: ['production_safety'],
  tag: ['production_safety'],
  close_exposure: ['production_safety'],
  build_image: ['production_safety', 'image_safety'],
  promote_image: ['production_safety', 'image_safety'],
  failover_drill: ['production_safety'],
  execute_sop: ['production_safety', 'sop_safety'],
} as const satisfies Readonly<Record<ActionType, readonly PlanPolicy[]>>;

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

/**
 * The policies that a plan of an action must pass, in order. An action that nobody knows gets the
 * plan's own policy, which denies it.
 */
export const policiesForAction = (actionType: string): readonly PlanPolicy[] => {
  const known = ActionType.safeParse(actionType);
  return known.success ? policiesOfAction[known.data] : ['production_safety'];
};

/** Everything that policy is asked about a plan: the same when it is validated and before each phase. */
export const policyQuestionsOf = (
  plan: Plan,
  limits?: TightenedLimits,
): readonly PolicyQuestion[] =>
  policiesForAction(plan.action.type).map((policy) => questions[policy](plan, limits));
