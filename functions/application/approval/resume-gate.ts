import type { Gate } from '../../domain/approval/gate.ts';
import type { MessageOf } from '../../domain/notification/notification.ts';
import type { GateStore } from './approval-ports.ts';
import type { TaskStore } from '../task/task-ports.ts';
import type { Workflow } from '../shared/ports.ts';

interface Dependencies {
  readonly gates: GateStore;
  readonly tasks: TaskStore;
  readonly workflow: Workflow;
}

/** What the machine is told, by what became of the gate; null while it waits. */
const outcomes = {
  pending: null,
  approved: 'approved',
  rejected: 'rejected',
  expired: 'expired',
  cancelled: 'cancelled',
  superseded: 'modified',
} as const satisfies Record<Gate['status'], string | null>;

const currentRevision = async (tasks: TaskStore, gate: Gate): Promise<number> =>
  (await tasks.get(gate))?.plan_revision ?? gate.plan_revision;

/**
 * Tells the waiting machine what became of the gate. `waiting` means that no token is stored yet:
 * the message stays owed. A wait that is over already is a normal answer.
 */
export const makeResumeGate =
  ({ gates, tasks, workflow }: Dependencies) =>
  async (message: MessageOf<'resume_gate'>): Promise<'done' | 'waiting'> => {
    const gate = await gates.get(message);
    const outcome = gate ? outcomes[gate.status] : null;
    if (!gate || outcome === null) return 'done';
    const tokens = await gates.tokens(message);
    if (tokens.length === 0) return 'waiting';
    const plan_revision =
      outcome === 'modified' ? await currentRevision(tasks, gate) : gate.plan_revision;
    for (const token of tokens) {
      const answer = await workflow.resume(token, { outcome, plan_revision });
      if (answer === 'resumed') break;
    }
    return 'done';
  };
