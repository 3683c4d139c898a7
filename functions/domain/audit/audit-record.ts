import * as z from 'zod';
import { Digest, ExecutionId, OrgId, TaskId, Timestamp } from '../shared/ids.ts';

/**
 * Whose chain a record stands in: a task's own, that of an execution's controls, or the org's
 * settings. Nothing is shared between two chains, so that no work waits for another's record.
 */
export const ChainName = z.union([TaskId, ExecutionId, z.literal('settings')]);
export type ChainName = z.infer<typeof ChainName>;

/** Any JSON object, its keys as they are: what is on record is never read into another shape. */
const Details = z
  .custom<Readonly<Record<string, unknown>>>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  )
  .meta({ type: 'object', additionalProperties: true });

const entryShape = {
  org_id: OrgId,
  task_id: TaskId.nullable(),
  at: Timestamp,
  actor: z.string(),
  event: z.string(),
  plan_digest: Digest.nullable(),
  details: Details,
};

const linkShape = {
  seq: z.int().min(1),
  prev_hash: Digest,
  hash: Digest,
  /** RFC 8785 text of all members but `hash` and itself, as it was hashed and stored. */
  canonical: z.string(),
};

/** What a use case wants on record; the store gives it its place in its chain. */
export const AuditEntry = z.strictObject({ ...entryShape, chain: ChainName }).readonly();
export type AuditEntry = z.infer<typeof AuditEntry>;

/** A link of a hash chain: `hash` is SHA-256 over the bytes of `canonical`. */
export const AuditRecord = z
  .strictObject({ ...entryShape, chain: ChainName, ...linkShape })
  .readonly();
export type AuditRecord = z.infer<typeof AuditRecord>;

/** A link of the one chain that each org had in the earlier version. Nothing is appended to it. */
export const SealedRecord = z.strictObject({ ...entryShape, ...linkShape }).readonly();
export type SealedRecord = z.infer<typeof SealedRecord>;
