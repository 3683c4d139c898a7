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

/** The policies that judge plans; the others are asked about something else. */
export type PlanPolicy = Extract<PolicyName, 'production_safety' | 'sop_safety' | 'image_safety'>;
