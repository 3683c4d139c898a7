import * as z from 'zod';
import { Digest, OrgId, TaskId, Timestamp } from '../shared/ids.ts';
import { JsonObject } from '../shared/json-object.ts';

/** What a use case wants on record; the store gives it its place in the org's chain. */
export const AuditEntry = z
  .strictObject({
    org_id: OrgId,
    task_id: TaskId.nullable(),
    at: Timestamp,
    actor: z.string(),
    event: z.string(),
    plan_digest: Digest.nullable(),
    details: JsonObject,
  })
  .readonly();
export type AuditEntry = z.infer<typeof AuditEntry>;

/** A link of the org's hash chain: `hash` is over the canonical JSON of all the other members. */
export const AuditRecord = z
  .strictObject({
    ...AuditEntry.unwrap().shape,
    seq: z.int().min(1),
    prev_hash: Digest,
    hash: Digest,
  })
  .readonly();
export type AuditRecord = z.infer<typeof AuditRecord>;
