import * as z from 'zod';
import type { View } from './view.ts';

/** That the service runs, and what runs. */
export const HealthView = z.strictObject({ status: z.literal('ok') });
export type HealthView = View<typeof HealthView>;

/** Whether everything that the service needs answers, and why something does not. */
export const ReadinessView = z.strictObject({
  ready: z.boolean(),
  dependencies: z.array(
    z.strictObject({ name: z.string(), ok: z.boolean(), detail: z.string().nullable() }),
  ),
});
export type ReadinessView = View<typeof ReadinessView>;
