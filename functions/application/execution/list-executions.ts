import { executionSummary } from '../../domain/execution/execution-view.ts';
import type { ExecutionsView } from '../../domain/execution/execution-view.ts';
import { executionRefOf, neverControlled } from '../../domain/execution/execution.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { TaskRef } from '../../domain/shared/refs.ts';
import type { ExecutionStore } from './execution-ports.ts';
import type { TaskStore } from '../task/task-ports.ts';

export interface ListExecutionsDeps {
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly executions: Pick<ExecutionStore, 'ofTask' | 'control'>;
}

/** The executions of a task, newest first. @throws Rejection `not-found` for an unknown task. */
export const makeListExecutions =
  ({ tasks, executions }: ListExecutionsDeps) =>
  async (ref: TaskRef): Promise<ExecutionsView> => {
    if (!(await tasks.get(ref))) throw notFound('task');
    const found = await executions.ofTask(ref);
    const controlled = await Promise.all(
      found.map(async (execution) => {
        const control = await executions.control(executionRefOf(execution));
        return { execution, control: control ?? neverControlled };
      }),
    );
    return { executions: controlled.map(executionSummary) };
  };
