import * as z from 'zod';
import { JsonObject } from '../shared/json-object.ts';
import { Digest, ExecutionId, OrgId, TaskId, Timestamp } from '../shared/ids.ts';

/**
 * Whose chain a record stands in: a task's own, that of an execution's controls, or the org's
 * settings. Nothing is shared between two chains, so that no work waits for another's record.
 */
const OpenChain = z.union([TaskId, ExecutionId, z.literal('settings')]);
export type OpenChain = z.infer<typeof OpenChain>;

/** An open chain, or the one that each org had in the earlier version, which is sealed. */
export const ChainName = z.union([OpenChain, z.literal('earlier')]);
export type ChainName = z.infer<typeof ChainName>;

const entryShape = {
  org_id: OrgId,
  task_id: TaskId.nullable(),
  at: Timestamp,
  actor: z.string(),
  event: z.string(),
  plan_digest: Digest.nullable(),
  details: JsonObject,
};

const linkShape = {
  seq: z.int().min(1),
  prev_hash: Digest,
  hash: Digest,
  /** RFC 8785 text of all members but `hash` and itself, as it was hashed and stored. */
  canonical: z.string(),
};

/** What a use case wants on record; the store gives it its place in its chain. */
export const AuditEntry = z.strictObject({ ...entryShape, chain: OpenChain }).readonly();
export type AuditEntry = z.infer<typeof AuditEntry>;

/**
 * A link of a hash chain: `hash` is SHA-256 over the bytes of `canonical`. The text of a record of
 * the earlier version names no chain.
 */
export const AuditRecord = z
  .strictObject({ ...entryShape, chain: ChainName, ...linkShape })
  .readonly();
export type AuditRecord = z.infer<typeof AuditRecord>;
