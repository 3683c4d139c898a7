import * as z from 'zod';

/** The policies there are; each is a package `orchestrator.<name>` with a rule `verdict`. */
export const PolicyName = z.enum([
  'production_safety',
  'sop_safety',
  'image_safety',
  'terraform_safety',
  'tool_authorization',
  'approval_requirement',
]);
export type PolicyName = z.infer<typeof PolicyName>;

/**
 * The policies that a plan of an action must pass, in order. An action that nobody knows gets the
 * plan's own policy, which denies it.
 */
export const policiesForAction = (actionType: string): readonly PolicyName[] => {
  if (actionType === 'execute_sop') return ['production_safety', 'sop_safety'];
  if (actionType === 'build_image' || actionType === 'promote_image') {
    return ['production_safety', 'image_safety'];
  }
  return ['production_safety'];
};
