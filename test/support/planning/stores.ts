import type {
  LetRun,
  RecentRuns,
  PlanStore,
  TranscriptStore,
} from '../../../functions/application/planning/planning-ports.ts';
import type { AuditEntry } from '../../../functions/domain/audit/audit-record.ts';
import type { PlanRevision } from '../../../functions/domain/plan/plan.ts';
import { Conflict } from '../../../functions/domain/shared/errors.ts';
import type { Task } from '../../../functions/domain/task/task.ts';
import type { AgentTurn, ToolInvocation } from '../../../functions/domain/tool/tool.ts';
import type { Changes, CounterIncrement } from '../../../functions/domain/shared/changes.ts';
import type { PastChange } from '../../../functions/domain/quality/past-changes.ts';

/** A task store and its unit of work in memory, with the conflicts of the real one. */
export const memoryTasks = (first: Task) => {
  let task = first;
  const audit: AuditEntry[] = [];
  const counters: CounterIncrement[] = [];
  const failures = { conflicts: 0 };
  return {
    audit,
    counters,
    failures,
    current: () => task,
    replace: (changes: Partial<Task>) => {
      task = { ...task, ...changes, version: task.version + 1 };
    },
    tasks: { get: () => Promise.resolve(task) },
    unitOfWork: {
      commit: (changes: Changes) => {
        if (failures.conflicts > 0) {
          failures.conflicts -= 1;
          return Promise.reject(new Conflict('the task'));
        }
        for (const write of changes.documents) {
          if (write.kind !== 'task') continue;
          if (write.expected !== task.version) return Promise.reject(new Conflict('the task'));
          task = write.document;
        }
        audit.push(...changes.audit);
        counters.push(...changes.counters);
        return Promise.resolve();
      },
    },
  };
};

export const memoryPlans = () => {
  const kept = new Map<number, PlanRevision>();
  const plans: PlanStore = {
    put: (_ref, revision) => {
      const standing = kept.get(revision.revision);
      if (standing !== undefined && standing.digest !== revision.digest)
        return Promise.reject(new Conflict('the plan'));
      kept.set(revision.revision, revision);
      return Promise.resolve();
    },
    get: (_ref, revision) => Promise.resolve(kept.get(revision) ?? null),
  };
  return { plans, kept };
};

export const memoryTranscripts = () => {
  const turns = new Map<number, AgentTurn>();
  const invocations = new Map<string, ToolInvocation>();
  const counted: CounterIncrement[] = [];
  const transcripts: TranscriptStore = {
    putTurn: (_ref, turn) => {
      const standing = turns.get(turn.turn) ?? turn;
      turns.set(turn.turn, standing);
      return Promise.resolve(standing);
    },
    turns: () => Promise.resolve([...turns.values()]),
    putInvocation: (_org, invocation, increments = []) => {
      const standing = invocations.get(invocation.call_id);
      if (standing !== undefined) return Promise.resolve(standing);
      invocations.set(invocation.call_id, invocation);
      counted.push(...increments);
      return Promise.resolve(invocation);
    },
    invocation: (_ref, callId) => Promise.resolve(invocations.get(callId) ?? null),
    invocations: () => Promise.resolve([...invocations.values()]),
  };
  return { transcripts, turns, invocations, counted };
};

/** Runs that were let go, as the real store keeps them; what the test puts in counts at any time. */
export const memoryRecentRuns = (first: readonly LetRun[] = []): RecentRuns => {
  const runs = new Map(first.map((run) => [run.task_id, run]));
  return {
    remember: (run) => Promise.resolve(void runs.set(run.task_id, run)),
    forget: (_scope, id) => Promise.resolve(void runs.delete(id)),
    since: (scope, from) =>
      Promise.resolve(
        [...runs.values()].filter(
          (run) =>
            run.org_id === scope.org_id &&
            run.environment === scope.environment &&
            run.action === scope.action &&
            run.at > from,
        ),
      ),
  };
};

/** A ledger of the test's own entries, filtered as the real one does. */
export const memoryLedger = (entries: readonly PastChange[]) => ({
  since: (_org: unknown, taskType: string, from: string) =>
    Promise.resolve(entries.filter((entry) => entry.task_type === taskType && entry.at >= from)),
});
