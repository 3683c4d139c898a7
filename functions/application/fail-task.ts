import { toTimestamp } from '../domain/shared/ids.ts';
import type { OrgId, TaskId } from '../domain/shared/ids.ts';
import { moveTask } from '../domain/task/move-task.ts';
import { hasTaskEnded } from '../domain/task/task-status.ts';
import { hasExecutionEnded } from '../domain/execution/execution-status.ts';
import { closeGate } from '../domain/approval/decide.ts';
import type { GateStore } from './approval-ports.ts';
import type { ExecutionStore } from './execution-ports.ts';
import type { Clock, TaskStore, UnitOfWork } from './ports.ts';
import { retryOnConflict } from './with-retry.ts';

export interface FailTaskDeps {
  readonly clock: Clock;
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly gates: Pick<GateStore, 'get'>;
  readonly executions: Pick<ExecutionStore, 'get'>;
  readonly unitOfWork: UnitOfWork;
}

/**
 * Ends a task whose workflow could not go on. A task that ended already stays as it is, and so does
 * one whose execution still runs: that one is brought to its end by the rollout's own recovery.
 */
export const makeFailTask =
  (deps: FailTaskDeps) =>
  (input: { org_id: OrgId; task_id: TaskId; error: string; cause: string }) =>
    retryOnConflict(async () => {
      const task = await deps.tasks.get(input.org_id, input.task_id);
      if (!task) throw new Error(`Task ${input.task_id} is not stored`);
      if (hasTaskEnded(task.status) || task.status === 'blocked') return { status: task.status };
      const execution =
        task.execution_id && (await deps.executions.get(task.org_id, task.execution_id));
      if (execution && !hasExecutionEnded(execution.status)) return { status: task.status };

      const at = toTimestamp(deps.clock.now());
      const move = moveTask({
        task,
        to: 'failed',
        at,
        actor: 'task-lifecycle',
        details: { error: input.error, cause: input.cause },
        patch: { error: { code: 'internal', message: 'The workflow could not go on.' } },
      });
      const gate = task.gate_id
        ? await deps.gates.get({ org_id: task.org_id, gate_id: task.gate_id })
        : null;
      await deps.unitOfWork.commit({
        documents: [
          move.document,
          ...(gate?.status === 'pending'
            ? [
                {
                  kind: 'gate' as const,
                  document: closeGate(gate, 'cancelled', at),
                  expected: gate.version,
                },
              ]
            : []),
        ],
        audit: [move.audit],
        messages: [],
        counters: move.counters,
      });
      return { status: 'failed' as const };
    });
