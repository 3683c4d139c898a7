import { toApprovalView } from '../../domain/approval/approval-view.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { TaskRef } from '../../domain/shared/refs.ts';
import type { Task } from '../../domain/task/task.ts';
import { toTaskView } from '../../domain/task/task-view.ts';
import type { TaskView } from '../../domain/task/task-view.ts';
import type { GateStore } from '../approval/approval-ports.ts';
import type { PlanStore } from '../planning/planning-ports.ts';
import type { TaskStore } from './task-ports.ts';

export interface TaskViewDeps {
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly plans: Pick<PlanStore, 'get'>;
  readonly gates: Pick<GateStore, 'get'>;
  readonly publicUrl: string;
}

/** The whole answer about a task that is loaded already. */
export const makeViewTask =
  ({ plans, gates, publicUrl }: Omit<TaskViewDeps, 'tasks'>) =>
  async (task: Task): Promise<TaskView> => {
    const { org_id, plan_revision: revision, gate_id } = task;
    const [stored, gate] = await Promise.all([
      revision > 0 ? plans.get(task, revision) : null,
      gate_id ? gates.get({ org_id, gate_id }) : null,
    ]);
    return toTaskView({
      task,
      plan: stored?.plan ?? null,
      approval: gate ? toApprovalView(gate) : null,
      publicUrl,
    });
  };

/** A task with its plan and gate. @throws Rejection `not-found`. */
export const makeGetTask = (deps: TaskViewDeps) => {
  const view = makeViewTask(deps);
  return async (ref: TaskRef): Promise<TaskView> => {
    const task = await deps.tasks.get(ref);
    if (!task) throw notFound('task');
    return view(task);
  };
};
