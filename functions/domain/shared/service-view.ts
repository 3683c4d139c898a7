import * as z from 'zod';
import type { View } from './view.ts';

/** That the service runs, and what runs: its version, and the policies that decide in it. */
export const HealthView = z.strictObject({
  status: z.literal('ok'),
  version: z.string(),
  /** Of the OPA server where one is named, else of the compiled bundle; null while neither says. */
  policy_revision: z.string().nullable(),
});
export type HealthView = View<typeof HealthView>;

/** Whether everything that the service needs answers, and why something does not. */
export const ReadinessView = z.strictObject({
  ready: z.boolean(),
  dependencies: z.array(
    z.strictObject({ name: z.string(), ok: z.boolean(), detail: z.string().nullable() }),
  ),
});
export type ReadinessView = View<typeof ReadinessView>;
