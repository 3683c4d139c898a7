import * as z from 'zod';
import { ExecutionId, OrgId, TaskId } from '../shared/ids.ts';
import type { View } from '../shared/view.ts';
import { Anchor, AnchorKey } from './anchor.ts';
import { AuditRecord, ChainName } from './audit-record.ts';
import { ChainHead } from './chain.ts';
import { AnchorFaultKind } from './verify-anchors.ts';
import { ChainFaultKind } from './verify-chain.ts';

/** A chain as far as an answer holds it: all of it, unless `next_after` says where it goes on. */
const ChainView = z.strictObject({
  head: ChainHead.nullable(),
  records: z.array(AuditRecord),
  next_after: z.int().optional(),
});
export type ChainView = View<typeof ChainView>;

/** The audit of a task: its own chain, and that of each of its executions' controls. */
export const TaskAuditView = z.strictObject({
  org_id: OrgId,
  task_id: TaskId,
  ...ChainView.shape,
  controls: z.array(z.strictObject({ execution_id: ExecutionId, ...ChainView.shape })),
});
export type TaskAuditView = View<typeof TaskAuditView>;

/** Records of the audit, newest first. */
export const AuditPage = z.strictObject({
  records: z.array(AuditRecord),
  next_cursor: z.string().optional(),
});
export type AuditPage = View<typeof AuditPage>;

/** What recomputing the chains found. */
export const AuditVerdict = z.strictObject({
  /** False with the first fault; true of what this answer and those before it looked at. */
  verified: z.boolean(),
  fault: z
    .strictObject({
      org_id: OrgId,
      /** Null where an anchor itself is at fault, as seq is. */
      chain: ChainName.nullable(),
      seq: z.int().nullable(),
      kind: z.enum([...ChainFaultKind.options, ...AnchorFaultKind.options]),
      anchor: z.int().nullable(),
    })
    .nullable(),
  /** Chains and records that this answer looked at. */
  chains: z.int(),
  records: z.int(),
  /** Set when there is more to verify. */
  next_cursor: z.string().optional(),
});
export type AuditVerdict = View<typeof AuditVerdict>;

/** Anchors of an org in order, and the key that signs now. */
export const AnchorPage = z.strictObject({
  org_id: OrgId,
  key: AnchorKey,
  anchors: z.array(Anchor),
  next_after: z.int().optional(),
});
export type AnchorPage = View<typeof AnchorPage>;
