import * as z from 'zod';

/** How much an organisation lets run without people in an environment. */
export const AutonomyMode = z.enum([
  'plan_only',
  'approve_all',
  'score',
  'canary_only',
  'full_auto',
]);
export type AutonomyMode = z.infer<typeof AutonomyMode>;
