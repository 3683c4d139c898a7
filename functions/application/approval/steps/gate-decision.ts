import { decide, replaceGate } from '../../../domain/approval/decide.ts';
import type {
  DecidedGate,
  DecisionOutcome,
  DecisionRequest,
} from '../../../domain/approval/decide.ts';
import type { Gate } from '../../../domain/approval/gate.ts';
import type {
  NotificationEvent,
  OutboxMessage,
} from '../../../domain/notification/notification.ts';
import { notFound, stateForbids } from '../../../domain/shared/errors.ts';
import { toTimestamp } from '../../../domain/shared/ids.ts';
import type { Timestamp } from '../../../domain/shared/ids.ts';
import { moveTask, taskEntry } from '../../../domain/task/move-task.ts';
import type { Task } from '../../../domain/task/task.ts';
import type { GateStore } from '../approval-ports.ts';
import type { Clock, IdSource, UnitOfWork } from '../../shared/ports.ts';
import type { TaskStore } from '../../task/task-ports.ts';
import { retryOnConflict } from '../../shared/with-retry.ts';
import type { GateRef } from '../../../domain/shared/refs.ts';
import type { Changes } from '../../../domain/shared/changes.ts';
import { commit } from '../../shared/commit.ts';
import { gateAnswer, taskNotice } from '../../shared/owed-messages.ts';

interface Dependencies {
  readonly tasks: TaskStore;
  readonly gates: GateStore;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly ids: IdSource;
}

export interface DecidedTask {
  readonly gate: Gate;
  readonly task: Task;
}

/** The one way to decide, whether by API, page or chat. */
export type DecideGate = (name: GateRef, request: DecisionRequest) => Promise<DecidedTask>;

const waitsFor = (task: Task, gate: Gate): boolean =>
  task.status === 'pending_approval' &&
  task.gate_id === gate.gate_id &&
  task.plan_digest === gate.plan_digest;

interface Step {
  readonly task: Task;
  readonly before: Gate;
  readonly decided: DecidedGate;
  readonly at: Timestamp;
}

const decisionDetails = (gate: Gate): Record<string, unknown> => {
  const last = gate.decisions.at(-1);
  return {
    gate_id: gate.gate_id,
    decision: last?.decision,
    by: last?.by,
    channel: last?.channel,
    reason: last?.reason ?? null,
    quorum: gate.quorum,
    four_eyes: gate.four_eyes,
    decisions: gate.decisions.length,
  };
};

const decidedEvents = {
  approved: 'task_approved',
  rejected: 'task_rejected',
} as const satisfies Readonly<Record<Exclude<DecisionOutcome, 'counted'>, NotificationEvent>>;

const messagesOf = (
  deps: Dependencies,
  { gate, event }: { readonly gate: Gate; readonly event: NotificationEvent },
  at: Timestamp,
): OutboxMessage[] => [
  gateAnswer(deps.ids, gate, at),
  taskNotice(deps.ids, gate, { event, gate_id: gate.gate_id, at }),
];

const changesOf = (deps: Dependencies, step: Step): { parts: Partial<Changes>[]; task: Task } => {
  const { task, before, decided, at } = step;
  const gateWrite = { documents: [replaceGate(before, decided.gate)] };
  const details = decisionDetails(decided.gate);
  const actor = decided.gate.decisions.at(-1)?.by.id ?? 'unknown';
  if (decided.outcome === 'counted') {
    const { plan_digest } = decided.gate;
    const entry = taskEntry(task, { at, actor, event: 'approval_counted', details });
    return { task, parts: [gateWrite, { audit: [{ ...entry, plan_digest }] }] };
  }
  const moved = moveTask({ task, to: decided.outcome, at, actor, details });
  // The task is written on its version too: a cancel and a decision can't both win.
  const told = { gate: decided.gate, event: decidedEvents[decided.outcome] };
  return { task: moved.task, parts: [moved, gateWrite, { messages: messagesOf(deps, told, at) }] };
};

/**
 * Decides on a gate: gate, task, audit record and the owed answer to the machine are one
 * conditional write, so of concurrent decisions exactly one closes the gate.
 * @throws Rejection `not-found`, and what `decide` refuses with.
 */
export const makeDecideGate = (deps: Dependencies): DecideGate => {
  const { tasks, gates, unitOfWork, clock } = deps;
  return (name, request) =>
    retryOnConflict(async () => {
      const gate = await gates.get(name);
      if (!gate) throw notFound('approval');
      const task = await tasks.get(gate);
      if (!task) throw notFound('task');
      const at = toTimestamp(clock.now());
      const decided = decide(gate, request, at);
      if (!waitsFor(task, gate)) throw stateForbids('The task waits for no decision.');
      const changes = changesOf(deps, { task, before: gate, decided, at });
      await commit(unitOfWork, ...changes.parts);
      return { gate: decided.gate, task: changes.task };
    });
};
