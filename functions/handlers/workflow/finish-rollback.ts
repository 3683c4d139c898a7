import * as z from 'zod';
import { makeFinishRollback } from '../../application/finish-rollback.ts';
import { ExecutionStatus } from '../../domain/execution/execution-status.ts';
import { ExecutionId, OrgId, TaskId } from '../../domain/shared/ids.ts';
import { endingDeps } from '../../runtime/compose/execution-ending.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: z.strictObject({ org_id: OrgId, task_id: TaskId, execution_id: ExecutionId }),
  output: z.strictObject({ status: ExecutionStatus }),
  useCase: () => makeFinishRollback(endingDeps()),
});
