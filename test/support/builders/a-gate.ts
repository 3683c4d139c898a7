import type { Gate } from '../../../functions/domain/approval/gate.ts';
import { gateId, org, planDigest, taskId } from './ids.ts';
import { alice, bob, rita } from './people.ts';

/** A gate that waits for one of two people, opened in the morning and open for a day. */
export const aGate = (changes: Partial<Gate> = {}): Gate => ({
  gate_id: gateId,
  org_id: org,
  task_id: taskId,
  version: 1,
  status: 'pending',
  plan_revision: 1,
  plan_digest: planDigest,
  requested_by: rita,
  approvers: [alice, bob],
  quorum: 1,
  four_eyes: true,
  reasons: [],
  people_told_apart: true,
  opened_at: '2026-03-01T09:00:00.000Z',
  expires_at: '2026-03-02T09:00:00.000Z',
  decided_at: null,
  decisions: [],
  codes_sent_at: [],
  wrong_tries: 0,
  ...changes,
});
