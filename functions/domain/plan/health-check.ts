import * as z from 'zod';

/** A check that is sampled on each asset of a phase during its bake. */
export const HealthCheck = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('http'),
    /** Path on the asset's own health endpoint; the host comes from inventory. */
    path: z.string().startsWith('/').default('/health'),
    expect_status: z.int().min(100).max(599).default(200),
    max_latency_ms: z.int().min(1).max(30_000).default(1_000),
  }),
  z.strictObject({ type: z.literal('instance_status') }),
]);
export type HealthCheck = z.infer<typeof HealthCheck>;
