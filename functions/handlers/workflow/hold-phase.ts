import * as z from 'zod';
import { makeHoldPhase } from '../../application/execution/hold-phase.ts';
import { rolloutDeps } from '../../runtime/compose/execution.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { ExecutionRef } from '../../domain/shared/refs.ts';

export const handler = taskHandler({
  // A rollout is held in a phase, its undoing between two batches.
  input: ExecutionRef.extend({
    phase_index: z.int().min(0).optional(),
    task_token: z.string().min(1),
  }),
  output: z.strictObject({ status: z.string() }),
  useCase: () => makeHoldPhase(rolloutDeps()),
});
