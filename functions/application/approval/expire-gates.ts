import { closeGate, hasGateExpired } from '../../domain/approval/decide.ts';
import type { Gate } from '../../domain/approval/gate.ts';
import { toTimestamp } from '../../domain/shared/ids.ts';
import type { Timestamp } from '../../domain/shared/ids.ts';
import { moveTask } from '../../domain/task/move-task.ts';
import type { GateExpiries, GateStore } from './approval-ports.ts';
import type { Changes, Clock, IdSource, UnitOfWork } from '../shared/ports.ts';
import type { TaskStore } from '../task/task-ports.ts';
import { retryOnConflict } from '../shared/with-retry.ts';
import type { GateRef } from '../../domain/shared/refs.ts';

interface Dependencies {
  readonly tasks: TaskStore;
  readonly gates: GateStore;
  readonly expiries: GateExpiries;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly ids: IdSource;
}

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

const expire = async (deps: Dependencies, name: GateRef, at: Timestamp): Promise<boolean> => {
  const gate = await deps.gates.get(name);
  if (gate?.status !== 'pending' || !hasGateExpired(gate, at)) return false;
  const closed = closeGate(gate, 'expired', at);
  const gateWrite = {
    kind: 'gate',
    document: closed,
    expected: gate.version,
    before: gate,
  } as const;
  const task = await deps.tasks.get(gate.org_id, gate.task_id);
  const isWaiting = task?.status === 'pending_approval' && task.gate_id === gate.gate_id;
  const moved = isWaiting
    ? moveTask({
        task,
        to: 'expired',
        at,
        actor: 'approval',
        details: { gate_id: gate.gate_id, decisions: gate.decisions.length },
      })
    : null;
  await deps.unitOfWork.commit({
    documents: moved ? [moved.document, gateWrite] : [gateWrite],
    audit: moved ? [moved.audit] : [],
    counters: moved ? moved.counters : [],
    messages: moved ? messagesOf(deps, gate, at) : [],
  });
  return true;
};

const messagesOf = (deps: Dependencies, gate: Gate, at: Timestamp): Changes['messages'] => {
  const { org_id, task_id, gate_id } = gate;
  const resume = { kind: 'resume_gate', message_id: deps.ids.messageId() } as const;
  const notify = { kind: 'notify', message_id: deps.ids.messageId() } as const;
  const event = 'task_expired' as const;
  return [
    { ...resume, org_id, task_id, gate_id, at },
    { ...notify, org_id, task_id, gate_id, event, execution_id: null, phase: null, at },
  ];
};
