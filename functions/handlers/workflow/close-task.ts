import * as z from 'zod';
import { makeCloseTask } from '../../application/task/close-task.ts';
import { ExecutionId, OrgId, TaskId } from '../../domain/shared/ids.ts';
import { TaskStatus } from '../../domain/task/task-status.ts';
import { closeTaskDeps } from '../../runtime/compose/execution-ending.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: z.strictObject({ org_id: OrgId, task_id: TaskId, execution_id: ExecutionId.nullable() }),
  output: z.strictObject({ status: TaskStatus }),
  useCase: () => makeCloseTask(closeTaskDeps()),
});
