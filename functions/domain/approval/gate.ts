import * as z from 'zod';
import { Digest, GateId, OrgId, TaskId, Timestamp } from '../shared/ids.ts';
import { ApprovalReason } from '../policy/approval-reason.ts';
import { Actor } from '../task/task.ts';

export const GateStatus = z.enum([
  'pending',
  'approved',
  'rejected',
  'expired',
  'cancelled',
  'superseded',
]);
export type GateStatus = z.infer<typeof GateStatus>;

export const GateDecision = z
  .strictObject({
    decision: z.enum(['approved', 'rejected']),
    by: Actor,
    channel: z.enum(['api', 'page', 'slack']),
    reason: z.string().nullable(),
    at: Timestamp,
    plan_digest: Digest,
  })
  .readonly();
export type GateDecision = z.infer<typeof GateDecision>;

/** Someone who may decide on a gate; codes go to `email` only. */
export const Approver = z.strictObject({ id: z.string(), email: z.email() }).readonly();
export type Approver = z.infer<typeof Approver>;

/** The approval gate of one plan. Keyed by its own id; it keeps the requirement that it opened with. */
export const Gate = z
  .strictObject({
    gate_id: GateId,
    org_id: OrgId,
    task_id: TaskId,
    version: z.int().min(1),
    status: GateStatus,
    /** The plan that it is about: one gate for one revision, and its digest. */
    plan_revision: z.int().min(1),
    plan_digest: Digest,
    requested_by: Actor,
    approvers: z.array(Approver),
    quorum: z.int().min(1),
    four_eyes: z.boolean(),
    /** Why people are asked. */
    reasons: z.array(ApprovalReason).default([]),
    /** An identity provider tells those who decide apart; an approval proves nothing without. */
    people_told_apart: z.boolean().default(false),
    opened_at: Timestamp,
    expires_at: Timestamp,
    decided_at: Timestamp.nullable(),
    decisions: z.array(GateDecision),
    /** Counted here by an earlier version, and still valid; what comes is counted beside the gate. */
    codes_sent_at: z.array(Timestamp),
    wrong_tries: z.int().min(0),
  })
  .readonly();
export type Gate = z.infer<typeof Gate>;
