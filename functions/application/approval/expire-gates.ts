import { closeGate, hasGateExpired } from '../../domain/approval/decide.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import type { Timestamp } from '../../domain/shared/ids.ts';
import { moveTask } from '../../domain/task/move-task.ts';
import type { GateExpiries, GateStore } from './approval-ports.ts';
import type { Clock, IdSource, UnitOfWork } from '../shared/ports.ts';
import type { TaskStore } from '../task/task-ports.ts';
import { retryOnConflict } from '../shared/with-retry.ts';
import type { GateRef } from '../../domain/shared/refs.ts';
import { commit } from '../shared/commit.ts';
import { gateAnswer, taskNotice } from '../shared/owed-messages.ts';

interface Dependencies {
  readonly tasks: TaskStore;
  readonly gates: GateStore;
  readonly expiries: GateExpiries;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly ids: IdSource;
}

const expire = async (deps: Dependencies, name: GateRef, at: Timestamp): Promise<boolean> => {
  const gate = await deps.gates.get(name);
  if (gate?.status !== 'pending' || !hasGateExpired(gate, at)) return false;
  const closed = closeGate(gate, 'expired', at);
  const task = await deps.tasks.get(gate);
  const isWaiting = task?.status === 'pending_approval' && task.gate_id === gate.gate_id;
  if (!isWaiting) {
    await commit(deps.unitOfWork, closed);
    return true;
  }
  const moved = moveTask({
    task,
    to: 'expired',
    at,
    actor: 'approval',
    details: { gate_id: gate.gate_id, decisions: gate.decisions.length },
  });
  const answer = gateAnswer(deps.ids, gate, at);
  const { gate_id } = gate;
  const notice = taskNotice(deps.ids, gate, { event: 'task_expired', gate_id, at });
  await commit(deps.unitOfWork, moved, closed, { messages: [answer, notice] });
  return true;
};

/**
 * Closes the gates whose time is over, with their tasks, and owes their machines the answer. The
 * gate expires before the machine's own timeout, so the store always decides first. Each gate that
 * expired is reported once; a gate that was decided in time is only struck off.
 */
export const makeExpireGates =
  (deps: Dependencies) =>
  async (input: { readonly limit: number }): Promise<{ expired: number }> => {
    const at = toTimestamp(deps.clock.now());
    const due = await deps.expiries.due(at, input.limit);
    let expired = 0;
    for (const expiry of due) {
      const closed = await retryOnConflict(() => expire(deps, expiry, at));
      await deps.expiries.settle(expiry);
      expired += closed ? 1 : 0;
    }
    return { expired };
  };
