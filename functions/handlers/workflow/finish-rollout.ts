import * as z from 'zod';
import { makeFinishRollout } from '../../application/execution/finish-rollout.ts';
import { ExecutionStatus } from '../../domain/execution/execution-status.ts';
import { RolloutRef } from '../../domain/execution/step-ref.ts';
import { endingDeps } from '../../runtime/compose/execution-ending.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: RolloutRef.extend({
    failure: z.strictObject({ error: z.string(), cause: z.string() }).nullable(),
  }),
  output: z.strictObject({ outcome: z.enum(['finished', 'roll_back']), status: ExecutionStatus }),
  useCase: () => makeFinishRollout(endingDeps()),
});
