import * as z from 'zod';
import { makeFailTask } from '../../application/task/fail-task.ts';
import { OrgId, TaskId } from '../../domain/shared/ids.ts';
import { TaskStatus } from '../../domain/task/task-status.ts';
import { failTaskDeps } from '../../runtime/compose/fail-task.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: z.strictObject({ org_id: OrgId, task_id: TaskId, error: z.string(), cause: z.string() }),
  output: z.strictObject({ status: TaskStatus }),
  useCase: () => makeFailTask(failTaskDeps()),
});
