import type { Gate } from '../../domain/approval/gate.ts';
import { notFound, stateForbids } from '../../domain/shared/errors.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import type { OrgId, TaskId } from '../../domain/shared/ids.ts';
import { moveTask } from '../../domain/task/move-task.ts';
import type { Task } from '../../domain/task/task.ts';
import type { GateStore } from './approval-ports.ts';
import type { Clock, IdSource, UnitOfWork } from '../shared/ports.ts';
import type { SettingsStore } from '../settings/settings-ports.ts';
import type { TaskStore } from '../task/task-ports.ts';
import { retryOnConflict } from '../shared/with-retry.ts';
import { commit } from '../shared/commit.ts';
import { gateAnswer, taskNotice } from '../shared/owed-messages.ts';

/** A gate's time ends before the machine's state does (31 days), so that the store decides first. */
const longestExpirySeconds = 30 * 86_400;

interface Dependencies {
  readonly tasks: TaskStore;
  readonly gates: GateStore;
  readonly settings: SettingsStore;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly ids: IdSource;
}

export interface OpenGateInput {
  readonly org_id: OrgId;
  readonly task_id: TaskId;
  readonly plan_revision: number;
  readonly task_token: string;
}

/** A gate keeps the requirement that it opened with: later settings do not loosen or tighten it. */
const draft = async (deps: Dependencies, task: Task, revision: number): Promise<Gate> => {
  if (task.plan_revision !== revision || task.plan_digest === null) {
    throw stateForbids('The task has another plan.', { plan_revision: task.plan_revision });
  }
  const settings = await deps.settings.get(task.org_id);
  const requirement = task.approval_requirement;
  const now = deps.clock.now();
  const expirySeconds = Math.min(settings.gate_expiry_seconds, longestExpirySeconds);
  return {
    gate_id: deps.ids.gateId(),
    org_id: task.org_id,
    task_id: task.task_id,
    version: 1,
    status: 'pending',
    plan_revision: revision,
    plan_digest: task.plan_digest,
    requested_by: task.requested_by,
    approvers: [...settings.approvers],
    quorum: requirement?.quorum ?? settings.quorum,
    four_eyes: requirement?.four_eyes ?? settings.four_eyes,
    reasons: requirement?.explanations ?? [],
    people_told_apart: settings.has_identity_provider,
    opened_at: toTimestamp(now),
    expires_at: toTimestamp(now + expirySeconds * 1_000),
    decided_at: null,
    decisions: [],
    codes_sent_at: [],
    wrong_tries: 0,
  };
};

const create = async (deps: Dependencies, task: Task, revision: number): Promise<Gate> => {
  const now = deps.clock.now();
  const gate = await draft(deps, task, revision);
  const moved = moveTask({
    task,
    to: 'pending_approval',
    at: toTimestamp(now),
    actor: 'approval',
    details: { gate_id: gate.gate_id, quorum: gate.quorum, four_eyes: gate.four_eyes },
    patch: { gate_id: gate.gate_id },
  });
  const event = 'task_pending_approval';
  const told = { event, gate_id: gate.gate_id, at: toTimestamp(now) } as const;
  await commit(deps.unitOfWork, moved, {
    documents: [{ kind: 'gate', document: gate, expected: null }],
    messages: [taskNotice(deps.ids, task, told)],
  });
  return gate;
};

const findOrCreate = async (deps: Dependencies, input: OpenGateInput): Promise<Gate> => {
  const task = await deps.tasks.get(input);
  if (!task) throw notFound('task');
  const existing = task.gate_id
    ? await deps.gates.get({ org_id: task.org_id, gate_id: task.gate_id })
    : null;
  if (existing?.plan_revision === input.plan_revision) return existing;
  if (existing?.status === 'pending') throw stateForbids('Another plan of the task waits.');
  return create(deps, task, input.plan_revision);
};

/**
 * Opens the one gate of a plan and keeps the token of the wait. Called again for the same plan (a
 * retry, a redrive, a re-entry) it keeps the newer token for the same gate. Where the decision was
 * first, the answer to the new token is owed at once.
 * @throws Rejection `not-found`, or `state-forbids` when the task waits for no approval of this plan.
 */
export const makeOpenGate = (deps: Dependencies) => {
  const { gates, unitOfWork, clock, ids } = deps;
  return async (input: OpenGateInput): Promise<{ gate_id: string }> => {
    const gate = await retryOnConflict(() => findOrCreate(deps, input));
    await gates.keepToken(gate, input.task_token);
    // Read again after the token is kept: a decision before that found no token to answer.
    const current = await gates.get(gate);
    if (current && current.status !== 'pending') {
      const answer = gateAnswer(ids, current, toTimestamp(clock.now()));
      await commit(unitOfWork, { messages: [answer] });
    }
    return { gate_id: gate.gate_id };
  };
};
