import { executionSummary } from '../../domain/execution/execution-view.ts';
import type { ExecutionsView } from '../../domain/execution/execution-view.ts';
import { neverControlled } from '../../domain/execution/execution.ts';
import { notFound } from '../../domain/shared/errors.ts';
import type { OrgId, TaskId } from '../../domain/shared/ids.ts';
import type { ExecutionStore } from './execution-ports.ts';
import type { TaskStore } from '../task/task-ports.ts';

export interface ListExecutionsDeps {
  readonly tasks: Pick<TaskStore, 'get'>;
  readonly executions: Pick<ExecutionStore, 'ofTask' | 'control'>;
}

/** The executions of a task, newest first. @throws Rejection `not-found` for an unknown task. */
export const makeListExecutions =
  ({ tasks, executions }: ListExecutionsDeps) =>
  async (question: { readonly org: OrgId; readonly id: TaskId }): Promise<ExecutionsView> => {
    if (!(await tasks.get(question.org, question.id))) throw notFound('task');
    const found = await executions.ofTask(question.org, question.id);
    const controlled = await Promise.all(
      found.map(async (execution) => {
        const control = await executions.control(execution.org_id, execution.id);
        return { execution, control: control ?? neverControlled };
      }),
    );
    return { executions: controlled.map(executionSummary) };
  };
