import * as z from 'zod';
import { Digest, ExecutionId, GateId, OrgId, TaskId, Timestamp } from '../shared/ids.ts';

export const NotificationEvent = z.enum([
  'task_pending_approval',
  'task_approved',
  'task_rejected',
  'task_expired',
  'execution_started',
  'phase_completed',
  'phase_failed',
  'execution_paused',
  'execution_completed',
  'execution_failed',
  'execution_rolled_back',
]);
export type NotificationEvent = z.infer<typeof NotificationEvent>;

/**
 * A message that is owed because of a state change, stored in the same transaction as the change.
 * It holds ids only; whoever delivers it loads the rest. At-least-once: receivers go by `message_id`.
 */
export const OutboxMessage = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('start_lifecycle'),
    message_id: z.string(),
    org_id: OrgId,
    task_id: TaskId,
    at: Timestamp,
  }),
  z.strictObject({
    kind: z.literal('resume_gate'),
    message_id: z.string(),
    org_id: OrgId,
    task_id: TaskId,
    gate_id: GateId,
    at: Timestamp,
  }),
  z.strictObject({
    kind: z.literal('resume_hold'),
    message_id: z.string(),
    org_id: OrgId,
    task_id: TaskId,
    execution_id: ExecutionId,
    at: Timestamp,
  }),
  z.strictObject({
    kind: z.literal('send_code'),
    message_id: z.string(),
    org_id: OrgId,
    task_id: TaskId,
    gate_id: GateId,
    /** Hash of the address that was typed, registered or not: it is looked up at delivery. */
    address_hash: Digest.optional(),
    /** In place of it, in messages of an earlier version: the registered approver. */
    approver_id: z.string().optional(),
    at: Timestamp,
  }),
  z.strictObject({
    kind: z.literal('notify'),
    message_id: z.string(),
    org_id: OrgId,
    task_id: TaskId,
    event: NotificationEvent,
    gate_id: GateId.nullable(),
    execution_id: ExecutionId.nullable(),
    phase: z.string().nullable(),
    at: Timestamp,
  }),
  /** Something ended: what is on record of the org is due for an anchor. */
  z.strictObject({
    kind: z.literal('anchor_audit'),
    message_id: z.string(),
    org_id: OrgId,
    at: Timestamp,
  }),
]);
export type OutboxMessage = z.infer<typeof OutboxMessage>;

/** The messages of one kind. */
export type MessageOf<Kind extends OutboxMessage['kind']> = Extract<OutboxMessage, { kind: Kind }>;
