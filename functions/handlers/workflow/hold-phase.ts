import * as z from 'zod';
import { makeHoldPhase } from '../../application/hold-phase.ts';
import { PhaseRef } from '../../domain/execution/step-ref.ts';
import { rolloutDeps } from '../../runtime/compose/execution.ts';
import { taskHandler } from '../../runtime/task-handler.ts';

export const handler = taskHandler({
  input: PhaseRef.extend({ task_token: z.string().min(1) }),
  output: z.strictObject({ status: z.string() }),
  useCase: () => makeHoldPhase(rolloutDeps()),
});
