import { makeOpenGate } from '../../../functions/application/approval/open-gate.ts';
import type { DecisionCall } from '../../../functions/application/approval/steps/decision-call.ts';
import type { DecisionRequest } from '../../../functions/domain/approval/decide.ts';
import type { Identity } from '../../../functions/domain/shared/identity.ts';
import { org, planDigest, taskId } from '../builders/ids.ts';
import { alice } from '../builders/people.ts';
import { approvalSettings } from '../builders/some-settings.ts';
import type { World } from '../world/approval-world.ts';
import { memorySettings } from '../memory/memory-stores.ts';

/** The step that opens gates, in an org with these settings. */
export const openerOf = (world: World, changes: Parameters<typeof approvalSettings>[0] = {}) =>
  makeOpenGate({
    ...world,
    settings: memorySettings(approvalSettings(changes)),
  });

/** What the machine says to open the gate of the world's task. */
export const waitWith = (token: string) => ({
  org_id: org,
  task_id: taskId,
  plan_revision: 1,
  task_token: token,
});

/** The world's task with its gate, as they are stored. */
export const waitingIn = async (world: World) => {
  const task = await world.tasks.get({ org_id: org, task_id: taskId });
  if (!task?.gate_id) throw new Error('The task has no gate');
  const gate = await world.gates.get({ org_id: org, gate_id: task.gate_id });
  if (!gate) throw new Error('There is no such gate');
  return { task, gate };
};

/** Alice's approval on the page. */
export const anApproval = (changes: Partial<DecisionRequest> = {}): DecisionRequest => ({
  decision: 'approved',
  by: alice,
  channel: 'page',
  reason: null,
  plan_digest: planDigest,
  holds_approver_role: false,
  from_issuer: false,
  ...changes,
});

/** An approver by role, whom no setting names. */
export const carol: Identity = {
  id: 'carol',
  email: 'carol@example.com',
  org,
  roles: ['approver'],
};

/** What the API is asked about the world's task. */
export const decisionCall = (body: unknown, identity = carol): DecisionCall => ({
  org_id: org,
  task_id: taskId,
  identity,
  body,
});
