import * as z from 'zod';
import { makeHoldPhase } from '../../application/hold-phase.ts';
import { ExecutionId, OrgId } from '../../domain/shared/ids.ts';
import { rolloutDeps } from '../../runtime/compose/execution.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: z.strictObject({
    org_id: OrgId,
    execution_id: ExecutionId,
    phase_index: z.int().min(0),
    task_token: z.string().min(1),
  }),
  output: z.strictObject({ status: z.string() }),
  useCase: () => makeHoldPhase(rolloutDeps()),
});
