import type {
  PlanStore,
  TranscriptStore,
} from '../../../functions/application/planning/planning-ports.ts';
import type { PlanRevision } from '../../../functions/domain/plan/plan.ts';
import type { CounterIncrement } from '../../../functions/domain/shared/changes.ts';
import { Conflict } from '../../../functions/domain/shared/errors.ts';
import type { TaskRef } from '../../../functions/domain/shared/refs.ts';
import type { AgentTurn, ToolInvocation } from '../../../functions/domain/tool/tool.ts';

/** A map for each task, empty until something is kept of it. */
const byTask = <Key, Kept>() => {
  const maps = new Map<string, Map<Key, Kept>>();
  return ({ org_id, task_id }: TaskRef): Map<Key, Kept> => {
    const key = `${org_id} ${task_id}`;
    const found = maps.get(key) ?? new Map<Key, Kept>();
    maps.set(key, found);
    return found;
  };
};

/** Revisions of plans; `plansOf` is what stands of one task, for a test to look at or to change. */
export const memoryPlans = () => {
  const plansOf = byTask<number, PlanRevision>();
  const plans: PlanStore = {
    put: (ref, revision) => {
      const standing = plansOf(ref).get(revision.revision);
      if (standing !== undefined && standing.digest !== revision.digest)
        return Promise.reject(new Conflict('the plan'));
      plansOf(ref).set(revision.revision, revision);
      return Promise.resolve();
    },
    get: (ref, revision) => Promise.resolve(plansOf(ref).get(revision) ?? null),
  };
  return { plans, plansOf };
};

/** What agents thought and called: the first of a name stands, as in the product's store. */
export const memoryTranscripts = () => {
  const turnsOf = byTask<number, AgentTurn>();
  const invocationsOf = byTask<string, ToolInvocation>();
  /** What was counted with calls. */
  const counted: CounterIncrement[] = [];
  const transcripts: TranscriptStore = {
    putTurn: (ref, turn) => {
      const standing = turnsOf(ref).get(turn.turn) ?? turn;
      turnsOf(ref).set(turn.turn, standing);
      return Promise.resolve(standing);
    },
    turns: (ref) => Promise.resolve([...turnsOf(ref).values()].sort((a, b) => a.turn - b.turn)),
    putInvocation: (org, invocation, increments = []) => {
      const invocations = invocationsOf({ org_id: org, task_id: invocation.task_id });
      const standing = invocations.get(invocation.call_id);
      if (standing !== undefined) return Promise.resolve(standing);
      invocations.set(invocation.call_id, invocation);
      counted.push(...increments);
      return Promise.resolve(invocation);
    },
    invocation: (ref, callId) => Promise.resolve(invocationsOf(ref).get(callId) ?? null),
    invocations: (ref) =>
      Promise.resolve(
        [...invocationsOf(ref).values()].sort(
          (a, b) => a.turn - b.turn || (a.call_id < b.call_id ? -1 : 1),
        ),
      ),
  };
  return { transcripts, turnsOf, invocationsOf, counted };
};
