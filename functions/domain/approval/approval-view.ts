import * as z from 'zod';
import { ApprovalReason } from '../policy/approval-reason.ts';
import { GateId, TaskId, Timestamp } from '../shared/ids.ts';
import type { View } from '../shared/view.ts';
import { TaskStatus } from '../task/task-status.ts';
import { GateDecision, GateStatus } from './gate.ts';
import type { Gate } from './gate.ts';

/** A gate as tasks and problem documents show it: no addresses of approvers, no count of codes. */
export const ApprovalView = z.strictObject({
  gate_id: GateId,
  status: GateStatus,
  quorum: z.int(),
  four_eyes: z.boolean(),
  reasons: z.array(ApprovalReason),
  expires_at: Timestamp,
  decisions: z.array(GateDecision),
});
export type ApprovalView = View<typeof ApprovalView>;

/** What a decision by the API is answered with: the state that it led to. */
export const DecisionView = z.strictObject({
  task_id: TaskId,
  status: TaskStatus,
  approval: ApprovalView,
});
export type DecisionView = View<typeof DecisionView>;

export const toApprovalView = (gate: Gate): ApprovalView => ({
  gate_id: gate.gate_id,
  status: gate.status,
  quorum: gate.quorum,
  four_eyes: gate.four_eyes,
  reasons: gate.reasons,
  expires_at: gate.expires_at,
  decisions: gate.decisions,
});
