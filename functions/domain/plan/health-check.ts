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

export type CheckType = HealthCheck['type'];

/** A check of one type. */
export type CheckOf<Type extends CheckType> = Extract<HealthCheck, { readonly type: Type }>;

/** What a check of each type asks of an asset, in words for people. */
const words: { readonly [Type in CheckType]: (check: CheckOf<Type>) => string } = {
  http: ({ path, expect_status, max_latency_ms }) =>
    `HTTP ${path} answers ${expect_status} within ${max_latency_ms} ms`,
  instance_status: () => 'instance status is good',
};

const wordsOf = <Type extends CheckType>(type: Type, check: CheckOf<Type>): string =>
  words[type](check);

/** What a check asks of an asset, as a part of a sentence. Plain text: its path is not escaped. */
export const describeCheck = (check: HealthCheck): string => wordsOf(check.type, check);
