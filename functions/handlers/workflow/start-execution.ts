import * as z from 'zod';
import { makeStartExecution } from '../../application/execution/start-execution.ts';
import { ExecutionId, OrgId, TaskId } from '../../domain/shared/ids.ts';
import { rolloutDeps } from '../../runtime/compose/execution.ts';
import { ids, recentRuns, taskStore } from '../../runtime/compose/stores.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: z.strictObject({ org_id: OrgId, task_id: TaskId }),
  output: z.strictObject({
    outcome: z.enum(['ready', 'refused']),
    execution_id: ExecutionId.nullable(),
  }),
  useCase: () =>
    makeStartExecution({
      ...rolloutDeps(),
      tasks: taskStore(),
      recentRuns: recentRuns(),
      ids,
    }),
});
