import * as z from 'zod';
import { makeCloseTask } from '../../application/close-task.ts';
import { ExecutionId, OrgId, TaskId } from '../../domain/shared/ids.ts';
import { TaskStatus } from '../../domain/task/task-status.ts';
import { executionStore } from '../../runtime/compose/execution.ts';
import {
  clock,
  ids,
  ledger,
  planStore,
  taskStore,
  unitOfWork,
} from '../../runtime/compose/stores.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: z.strictObject({ org_id: OrgId, task_id: TaskId, execution_id: ExecutionId.nullable() }),
  output: z.strictObject({ status: TaskStatus }),
  useCase: () =>
    makeCloseTask({
      clock,
      ids,
      tasks: taskStore(),
      plans: planStore(),
      executions: executionStore(),
      ledger: ledger(),
      unitOfWork: unitOfWork(),
    }),
});
