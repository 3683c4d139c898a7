import * as z from 'zod';
import { makePrepareRollout } from '../../application/prepare-rollout.ts';
import { ExecutionId, OrgId, TaskId } from '../../domain/shared/ids.ts';
import { rolloutDeps } from '../../runtime/compose/execution.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: z.strictObject({ org_id: OrgId, task_id: TaskId, execution_id: ExecutionId }),
  output: z.strictObject({ phases: z.array(z.strictObject({ phase_index: z.int() })).readonly() }),
  useCase: () => makePrepareRollout(rolloutDeps()),
});
