import * as z from 'zod';

const ulidPattern = '[0-9a-hjkmnp-tv-z]{26}';

const idSchema = <Brand extends string>(prefix: string, brand: Brand) =>
  z
    .string()
    .regex(
      new RegExp(`^${prefix}-${ulidPattern}$`),
      `must be ${prefix}- and 26 lower-case letters and digits`,
    )
    .brand(brand);

export const TaskId = idSchema('task', 'TaskId');
export type TaskId = z.infer<typeof TaskId>;

export const ExecutionId = idSchema('exec', 'ExecutionId');
export type ExecutionId = z.infer<typeof ExecutionId>;

export const GateId = idSchema('gate', 'GateId');
export type GateId = z.infer<typeof GateId>;

export const OrgId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, 'must be 1 to 64 letters, digits, ".", "_" or "-"')
  .brand('OrgId');
export type OrgId = z.infer<typeof OrgId>;

export const AssetId = z.string().min(1).max(128).brand('AssetId');
export type AssetId = z.infer<typeof AssetId>;

/** SHA-256 as 64 lower-case hex digits. */
export const Digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'must be a SHA-256: 64 lower-case hex digits')
  .brand('Digest');
export type Digest = z.infer<typeof Digest>;

/** RFC 3339 UTC with milliseconds. */
export const Timestamp = z.iso.datetime({ precision: 3 });
export type Timestamp = z.infer<typeof Timestamp>;

export const toTimestamp = (epochMilliseconds: number): Timestamp =>
  new Date(epochMilliseconds).toISOString();
