import type { Gate } from './gate.ts';

/** A gate as tasks and problem documents show it: no addresses of approvers, no count of codes. */
export const toApprovalView = (gate: Gate) => ({
  gate_id: gate.gate_id,
  status: gate.status,
  quorum: gate.quorum,
  four_eyes: gate.four_eyes,
  reasons: gate.reasons,
  expires_at: gate.expires_at,
  decisions: gate.decisions,
});

export type ApprovalView = ReturnType<typeof toApprovalView>;
