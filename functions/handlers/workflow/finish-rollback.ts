import * as z from 'zod';
import { makeFinishRollback } from '../../application/execution/finish-rollback.ts';
import { ExecutionStatus } from '../../domain/execution/execution-status.ts';
import { RolloutRef } from '../../domain/execution/step-ref.ts';
import { endingDeps } from '../../runtime/compose/execution-ending.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: RolloutRef,
  output: z.strictObject({ status: ExecutionStatus }),
  useCase: () => makeFinishRollback(endingDeps()),
});
